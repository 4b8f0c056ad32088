CREATE INDEX list_thread_newest ON list_thread (list_id, last_number DESC);
