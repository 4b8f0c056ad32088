CREATE INDEX list_article_by_thread ON list_article (list_id, thread, number);
