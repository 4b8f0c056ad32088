-- The numbers beside the filters are counted from this alone.
CREATE INDEX account_by_standing ON account (domain_id, trashed, locked, password_set);
