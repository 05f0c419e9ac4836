-- Sources that are asked again and again. A removed one keeps its row: its first reading must not become news afterwards.
CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('feed', 'page')),
  label TEXT NOT NULL,
  added_at TEXT NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
  next_poll_at INTEGER NOT NULL,
  -- the last arrival of the first reading; null until that is over
  baseline_end INTEGER,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_by_workspace ON sources (workspace);
CREATE INDEX sources_by_turn ON sources (next_poll_at) WHERE removed = 0 AND gone = 0;

-- Their entries, by what the feed calls them and by address, as they were last handed over.
CREATE TABLE source_entries (
  source_id TEXT NOT NULL,
  entry_key TEXT NOT NULL,
  hash TEXT NOT NULL,
  url TEXT,
  article_id TEXT,
  PRIMARY KEY (source_id, entry_key)
) STRICT, WITHOUT ROWID;
