-- What many channels are sent alike is stored once: what a message shows apart from what its channel was told by it, and both apart from the record of how it was made.
CREATE TABLE edition_contents (
  id TEXT PRIMARY KEY,
  shown TEXT NOT NULL,
  told TEXT NOT NULL
) STRICT;
CREATE TABLE frozen_editions (
  subscription_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  local_date TEXT NOT NULL,
  slot INTEGER NOT NULL,
  content TEXT NOT NULL,
  record TEXT,
  PRIMARY KEY (subscription_id, version, local_date, slot)
) STRICT;
INSERT INTO edition_contents (id, shown, told)
  SELECT subscription_id || '/' || version || '/' || local_date || '/' || slot,
    json_object('kind', edition -> '$.kind', 'document', edition -> '$.document', 'claims', edition -> '$.claims'),
    -- Drops what an edition does not have.
    json_patch('{}', json_object('facts', edition -> '$.facts', 'cited', edition -> '$.cited', 'mends', edition -> '$.mends', 'shows', edition -> '$.shows'))
  FROM editions;
INSERT INTO frozen_editions
  SELECT subscription_id, version, local_date, slot, subscription_id || '/' || version || '/' || local_date || '/' || slot, edition ->> '$.record'
  FROM editions ORDER BY rowid;
DROP TABLE editions;
ALTER TABLE frozen_editions RENAME TO editions;
CREATE INDEX editions_by_content ON editions (content);

-- A key holds what it was told with last, and nothing else: replaced in place.
CREATE TABLE facts_told (
  channel_key TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  article_id TEXT NOT NULL,
  told_at TEXT NOT NULL,
  PRIMARY KEY (channel_key, key)
) STRICT, WITHOUT ROWID;
INSERT INTO facts_told SELECT channel_key, key, value, article_id, max(told_at) FROM told_facts GROUP BY channel_key, key;
DROP TABLE told_facts;
ALTER TABLE facts_told RENAME TO told_facts;

-- What is older than it is kept for is forgotten by time; up to where that was done for each subscription, so that nothing forgotten is planned again.
CREATE INDEX deliveries_by_due ON deliveries (due_at_ms, id) WHERE part = 1;
CREATE INDEX told_in_by_delivery ON told_in (delivery_id);
CREATE INDEX delivery_remarks_by_source ON delivery_remarks (by_delivery);
CREATE TABLE pruned_occurrences (subscription_id TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
