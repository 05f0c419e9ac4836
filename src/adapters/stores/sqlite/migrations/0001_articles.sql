-- Articles: every version stays, because citations quote the version they were made from; `articles` points at the newest.
-- The same id may stand in two workspaces (both added the same page), so the workspace is part of every key.
CREATE TABLE article_versions (
  id TEXT NOT NULL,
  workspace TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('original', 'abstract')),
  about TEXT,
  label TEXT NOT NULL,
  url TEXT,
  publisher TEXT,
  agency TEXT,
  author TEXT,
  headline TEXT,
  published_at TEXT,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  file_name TEXT,
  source TEXT NOT NULL,
  ingested_at TEXT NOT NULL,
  withdrawn_at TEXT,
  PRIMARY KEY (id, workspace, version)
) STRICT;

CREATE TABLE articles (
  id TEXT NOT NULL,
  workspace TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (id, workspace),
  FOREIGN KEY (id, workspace, version) REFERENCES article_versions (id, workspace, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX articles_by_workspace ON articles (workspace);
