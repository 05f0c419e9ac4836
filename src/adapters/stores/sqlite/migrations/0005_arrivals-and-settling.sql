-- The order in which article versions arrived: what a channel's next digest takes for new, whatever dates the articles bear.
CREATE TABLE article_arrivals (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id TEXT NOT NULL,
  workspace TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;

INSERT INTO article_arrivals (article_id, workspace, version)
  SELECT id, workspace, version FROM article_versions ORDER BY rowid;

-- How often a look for the message found nothing since the last attempt, and how often it was sent again without proof.
ALTER TABLE deliveries ADD COLUMN absences INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN blind_resends INTEGER NOT NULL DEFAULT 0;
