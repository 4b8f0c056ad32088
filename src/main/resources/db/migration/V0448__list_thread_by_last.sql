CREATE INDEX list_thread_by_last ON list_thread (list_id, last_number);
