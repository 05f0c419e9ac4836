-- What each workspace settled for its digests, and which pauses of ours their owners were told of.
CREATE TABLE workspace_settings (
  workspace TEXT PRIMARY KEY,
  time_zone TEXT,
  subscribers TEXT CHECK (subscribers IN ('members', 'admins')),
  quiet_line INTEGER CHECK (quiet_line IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE told_pauses (
  subscription_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (subscription_id, version)
) STRICT, WITHOUT ROWID;
