CREATE INDEX list_article_by_subject ON list_article (list_id, subject_key, number);
