CREATE INDEX filter_seen_forget ON filter_seen (forget_at);
