CREATE INDEX list_held_by_record ON list_held (segment)
