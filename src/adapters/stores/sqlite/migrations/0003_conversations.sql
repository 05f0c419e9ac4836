-- Threads and their turns, kept by reference to the articles cited; and the ids of inbound events, against double delivery.
CREATE TABLE turns (
  n INTEGER PRIMARY KEY,
  platform TEXT NOT NULL,
  workspace TEXT NOT NULL,
  channel TEXT NOT NULL,
  thread TEXT NOT NULL,
  turn TEXT NOT NULL
) STRICT;

CREATE INDEX turns_by_thread ON turns (platform, workspace, channel, thread, n);

CREATE TABLE inbound_seen (
  id TEXT PRIMARY KEY,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX inbound_seen_by_time ON inbound_seen (seen_at_ms);
