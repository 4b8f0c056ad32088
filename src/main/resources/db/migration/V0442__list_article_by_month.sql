CREATE INDEX list_article_by_month ON list_article (list_id, posted_month, number);
