-- An author's newest first without sorting: see V0453.
CREATE INDEX list_article_newest_of_author ON list_article (list_id, author_id, number DESC);
