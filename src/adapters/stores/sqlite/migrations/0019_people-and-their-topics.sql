-- Topics that workspaces added, what people thought of answers, where the bot introduced itself, and who sees answers where nobody says.
CREATE TABLE workspace_topics (
  workspace TEXT NOT NULL,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  query TEXT NOT NULL,
  aliases TEXT NOT NULL,
  PRIMARY KEY (workspace, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
  answer_id TEXT NOT NULL,
  person TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  workspace TEXT NOT NULL,
  channel TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('good', 'bad')),
  reason TEXT,
  words TEXT,
  UNIQUE (answer_id, person)
) STRICT;

CREATE INDEX feedback_by_time ON feedback (at_ms);
CREATE INDEX feedback_by_workspace ON feedback (workspace, person, at_ms);

CREATE TABLE welcomed (
  place TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE workspace_settings ADD COLUMN answers TEXT CHECK (answers IN ('public', 'private'));
