CREATE INDEX answered_by_age ON answered (forget_at);
