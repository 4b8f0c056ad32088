-- The newest first without sorting: an index is not walked backwards by every database.
CREATE INDEX list_article_newest ON list_article (list_id, number DESC);
