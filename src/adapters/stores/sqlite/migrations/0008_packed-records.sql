-- What the index knows of each article, packed: bytes that only the store reads, which of them to read without the others.
-- `stamp` changes with every save of a record, so that what was derived from it knows whether it still holds; 0 is for what was saved before.
CREATE TABLE packed_records (
  article_id TEXT NOT NULL,
  workspace TEXT NOT NULL,
  version INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  family_id TEXT NOT NULL,
  story_id TEXT NOT NULL,
  fingerprint_kind TEXT,
  fingerprint BLOB NOT NULL,
  summary TEXT NOT NULL,
  annotated BLOB NOT NULL,
  PRIMARY KEY (article_id, workspace)
) STRICT;

-- Text as bytes is read as JSON, as it was; it is packed when it is saved again.
INSERT INTO packed_records (article_id, workspace, version, stamp, family_id, story_id, fingerprint, summary, annotated)
  SELECT article_id, workspace, version, 0, family_id, story_id, CAST(fingerprint AS BLOB), summary, CAST(annotated AS BLOB)
  FROM index_records ORDER BY rowid;
DROP TABLE index_records;
ALTER TABLE packed_records RENAME TO index_records;
CREATE INDEX index_records_by_workspace ON index_records (workspace, article_id, version, stamp);

-- Few articles are withdrawn; a list of all that stand leaves them out.
CREATE INDEX article_versions_withdrawn ON article_versions (id, workspace, version) WHERE withdrawn_at IS NOT NULL;

-- What search made of many articles at once, so that a restart need not read them again. Derived: deleting a row costs time, nothing else.
CREATE TABLE search_segments (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL,
  format TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE INDEX search_segments_by_workspace ON search_segments (workspace, format);
