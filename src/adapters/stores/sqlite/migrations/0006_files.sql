-- Articles by the file they came as, and abstracts by the file they are about: an abstract steps back behind its original.
CREATE INDEX article_versions_by_file ON article_versions (file_name) WHERE file_name IS NOT NULL;
CREATE INDEX article_versions_by_about ON article_versions (about) WHERE about IS NOT NULL;
