CREATE INDEX delivery_domain ON delivery (domain, state);
