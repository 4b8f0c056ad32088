CREATE INDEX list_member_by_state ON list_member (list_id, state, id)
