-- Sitemaps are sources too.
CREATE TABLE sources_with_sitemaps (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap', 'page')),
  label TEXT NOT NULL,
  added_at TEXT NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
  next_poll_at INTEGER NOT NULL,
  -- the last arrival of the first reading; null until that is over
  baseline_end INTEGER,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sources_with_sitemaps SELECT id, workspace, url, host, kind, label, added_at, removed, gone, next_poll_at, baseline_end, state FROM sources;
DROP TABLE sources;
ALTER TABLE sources_with_sitemaps RENAME TO sources;
CREATE INDEX sources_by_workspace ON sources (workspace);
CREATE INDEX sources_by_turn ON sources (next_poll_at) WHERE removed = 0 AND gone = 0;

-- What hosts wish, in epoch milliseconds: until when one wants to be left alone, and when one that wants its requests apart was asked last.
CREATE TABLE hosts (
  host TEXT PRIMARY KEY,
  held_until INTEGER NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Copies of robots.txt, with the time they were fetched at.
CREATE TABLE robots_copies (
  origin TEXT PRIMARY KEY,
  fetched_at INTEGER NOT NULL,
  copy TEXT NOT NULL
) STRICT;
CREATE INDEX robots_copies_by_age ON robots_copies (fetched_at);
