CREATE INDEX account_by_last_sign_in ON account (last_sign_in DESC, id DESC);
