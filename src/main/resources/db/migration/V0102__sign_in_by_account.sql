CREATE INDEX sign_in_by_account ON sign_in (account_id, last_at);
