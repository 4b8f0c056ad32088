-- The list of accounts is paged by name.
CREATE INDEX account_by_name ON account (name, id);
