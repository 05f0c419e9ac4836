-- Articles by who published them, and by date: a question may ask of one source alone, and is told how far what was searched reaches.
CREATE INDEX article_versions_by_publisher ON article_versions (lower(publisher)) WHERE publisher IS NOT NULL;
CREATE INDEX article_versions_by_agency ON article_versions (lower(agency)) WHERE agency IS NOT NULL;
CREATE INDEX article_versions_by_day ON article_versions (workspace, published_at) WHERE published_at IS NOT NULL;
