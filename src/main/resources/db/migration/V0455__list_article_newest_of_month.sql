-- A month's newest first without sorting: see V0453.
CREATE INDEX list_article_newest_of_month ON list_article (list_id, posted_month, number DESC);
