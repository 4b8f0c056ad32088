CREATE INDEX list_held_by_list ON list_held (list_id, id)
