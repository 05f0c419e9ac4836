-- Vectors of an article's passages, of one model. Derived: deleting a row costs a request, nothing else. They go with the record they were made from.
CREATE TABLE passage_vectors (
  article_id TEXT NOT NULL,
  workspace TEXT NOT NULL,
  model TEXT NOT NULL,
  stamp INTEGER NOT NULL,
  digest TEXT NOT NULL,
  dimensions INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (article_id, workspace),
  FOREIGN KEY (article_id, workspace) REFERENCES index_records (article_id, workspace) ON DELETE CASCADE
) STRICT;

CREATE INDEX passage_vectors_by_workspace ON passage_vectors (workspace, model, article_id, stamp);
