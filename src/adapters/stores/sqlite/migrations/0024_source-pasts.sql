-- What each source brought before, in short, to hold against it what it brings now.
CREATE TABLE source_pasts (source_id TEXT PRIMARY KEY, past TEXT NOT NULL) STRICT;
