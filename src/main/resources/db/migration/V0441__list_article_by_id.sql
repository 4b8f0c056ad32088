CREATE UNIQUE INDEX list_article_by_id ON list_article (id);
