CREATE INDEX sign_in_by_age ON sign_in (last_at);
