CREATE INDEX list_waiting_post_segment ON list_waiting_post (segment);
