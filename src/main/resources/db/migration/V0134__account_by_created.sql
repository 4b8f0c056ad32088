CREATE INDEX account_by_created ON account (created DESC, id DESC);
