-- What the summarized index knows of each article's newest version. `annotated`, `fingerprint` and `summary` are JSON the index owns.
CREATE TABLE index_records (
  article_id TEXT NOT NULL,
  workspace TEXT NOT NULL,
  version INTEGER NOT NULL,
  family_id TEXT NOT NULL,
  story_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  annotated TEXT NOT NULL,
  summary TEXT NOT NULL,
  PRIMARY KEY (article_id, workspace)
) STRICT;
