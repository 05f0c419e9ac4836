-- In which delivery a channel was told a fact and under which number, so that a correction can link to that message and mark it.
CREATE TABLE told_in (
  channel_key TEXT NOT NULL,
  fact TEXT NOT NULL,
  delivery_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  told_at TEXT NOT NULL,
  PRIMARY KEY (channel_key, fact)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_in_by_time ON told_in (channel_key, told_at);

-- What was taken back of a message: said under it, or by a reply where it could not be edited.
CREATE TABLE delivery_remarks (
  delivery_id TEXT NOT NULL,
  by_delivery TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('corrected', 'withdrawn')),
  number INTEGER NOT NULL,
  said_at TEXT,
  reply_id TEXT,
  PRIMARY KEY (delivery_id, by_delivery, how, number)
) STRICT;
CREATE INDEX delivery_remarks_by_reply ON delivery_remarks (reply_id) WHERE reply_id IS NOT NULL;

-- One kind of chore more.
CREATE TABLE chores_of_deliveries (
  delivery_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sweep', 'amend', 'remark')),
  due_at TEXT NOT NULL,
  due_at_ms INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (delivery_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO chores_of_deliveries SELECT delivery_id, kind, due_at, due_at_ms, tries FROM delivery_chores;
DROP TABLE delivery_chores;
ALTER TABLE chores_of_deliveries RENAME TO delivery_chores;
CREATE INDEX delivery_chores_by_time ON delivery_chores (due_at_ms);
