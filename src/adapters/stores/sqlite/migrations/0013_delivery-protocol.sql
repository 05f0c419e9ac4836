-- Who has a delivery in hand and until when, which messages were seen to stand for it, what is still owed about it, and what its owner is to be told.
ALTER TABLE deliveries ADD COLUMN lease_until TEXT;
ALTER TABLE deliveries ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN twins INTEGER NOT NULL DEFAULT 0;
-- One part of a channel is on its way at a time, whichever process sends it.
CREATE INDEX deliveries_under_way ON deliveries (platform, workspace, channel) WHERE state = 'attempting';

-- Every message known to stand, or to have stood, for a delivery: told by an event, by an answer or by a look.
CREATE TABLE delivery_sightings (
  delivery_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  removed_at TEXT,
  PRIMARY KEY (delivery_id, message_id)
) STRICT, WITHOUT ROWID;

-- What is still to be done about a delivery after its post: a look for twins, or a word in its first part that the rest is missing.
CREATE TABLE delivery_chores (
  delivery_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sweep', 'amend')),
  due_at TEXT NOT NULL,
  due_at_ms INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (delivery_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_chores_by_time ON delivery_chores (due_at_ms);

-- Named instants of this data file, such as the last one it is known to be complete up to.
CREATE TABLE delivery_marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What somebody is to be told once about a subscription of theirs.
CREATE TABLE owner_notices (
  id TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  workspace TEXT NOT NULL,
  channel TEXT NOT NULL,
  person TEXT NOT NULL,
  words TEXT NOT NULL,
  at TEXT NOT NULL,
  told_at TEXT
) STRICT;
CREATE INDEX owner_notices_open ON owner_notices (platform, workspace, person) WHERE told_at IS NULL;
