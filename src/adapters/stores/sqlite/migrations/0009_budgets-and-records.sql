-- What models have cost: sums of each workspace and day, estimates included from the moment they are reserved; and the requests of the last minutes.
CREATE TABLE model_use (
  day TEXT NOT NULL,
  workspace TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  money INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (day, workspace)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_requests (
  id TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  workspace TEXT NOT NULL,
  person TEXT,
  at_ms INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  money INTEGER NOT NULL,
  held INTEGER NOT NULL CHECK (held IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX model_requests_by_time ON model_requests (at_ms);
CREATE INDEX model_requests_by_person ON model_requests (person, at_ms) WHERE person IS NOT NULL;

-- How each answer came about: by reference to the articles, the asker as a keyed hash.
CREATE TABLE answer_records (
  id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  workspace TEXT NOT NULL,
  channel TEXT,
  person TEXT,
  record TEXT NOT NULL
) STRICT;

CREATE INDEX answer_records_by_time ON answer_records (at_ms);
CREATE INDEX answer_records_by_channel ON answer_records (channel, at_ms) WHERE channel IS NOT NULL;
CREATE INDEX answer_records_by_workspace ON answer_records (workspace, person);
