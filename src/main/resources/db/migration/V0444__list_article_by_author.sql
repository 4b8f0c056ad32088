CREATE INDEX list_article_by_author ON list_article (list_id, author_id, number);
