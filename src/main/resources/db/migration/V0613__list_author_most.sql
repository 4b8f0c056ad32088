-- Who has posted most first without sorting: see V0453.
CREATE INDEX list_author_most ON list_author (list_id, articles DESC, id DESC);
