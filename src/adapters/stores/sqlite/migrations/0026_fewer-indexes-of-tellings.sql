-- What a channel was told is forgotten by time once a night, a channel at a time; at every message this index cost more than it saves then.
DROP INDEX told_in_by_time;
