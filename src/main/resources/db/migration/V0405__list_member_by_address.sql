CREATE INDEX list_member_by_address ON list_member (address_key)
