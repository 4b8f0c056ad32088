CREATE UNIQUE INDEX list_waiting_post_list ON list_waiting_post (list_id, number);
