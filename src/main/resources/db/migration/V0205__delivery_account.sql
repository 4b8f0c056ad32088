CREATE INDEX delivery_account ON delivery (account);
