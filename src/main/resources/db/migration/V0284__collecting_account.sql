CREATE INDEX collecting_account ON collecting (account_id);
