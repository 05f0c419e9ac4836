-- Articles that were forgotten for their age: enough to know one again, and to go on with its versions; and which versions hold quotes alone.
CREATE TABLE forgotten_articles (
  id TEXT NOT NULL,
  workspace TEXT NOT NULL,
  digest TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (id, workspace)
) STRICT, WITHOUT ROWID;

ALTER TABLE article_versions ADD COLUMN forgotten_at TEXT;
CREATE INDEX article_versions_forgotten ON article_versions (id, workspace, version) WHERE forgotten_at IS NOT NULL;
CREATE INDEX article_arrivals_by_article ON article_arrivals (article_id, workspace);

-- Files of watched folders as they were last read, and the articles they became.
CREATE TABLE watched_files (
  folder TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  article_ids TEXT NOT NULL,
  PRIMARY KEY (folder, name)
) STRICT, WITHOUT ROWID;
