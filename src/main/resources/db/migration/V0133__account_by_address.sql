CREATE INDEX account_by_address ON account (sort_address, id);
