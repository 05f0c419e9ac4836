-- Workspaces of which everything was deleted, for a day: other processes on this file learn from it what to let go of.
CREATE TABLE workspace_endings (
  workspace TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
