CREATE INDEX list_author_by_articles ON list_author (list_id, articles, id);
