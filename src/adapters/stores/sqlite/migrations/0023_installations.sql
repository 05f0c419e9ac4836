-- Workspaces that installed the app, with their tokens sealed; and those it was removed from, until nothing of them is left.
CREATE TABLE installations (
  platform TEXT NOT NULL,
  workspace TEXT NOT NULL,
  about TEXT NOT NULL,
  sealed TEXT NOT NULL,
  version INTEGER NOT NULL,
  installed_at TEXT NOT NULL,
  claimed_until_ms INTEGER,
  PRIMARY KEY (platform, workspace)
) STRICT, WITHOUT ROWID;

CREATE TABLE removals (
  workspace TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
