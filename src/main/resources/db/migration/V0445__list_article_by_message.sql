CREATE INDEX list_article_by_message ON list_article (list_id, message_key);
