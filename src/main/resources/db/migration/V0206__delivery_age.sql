CREATE INDEX delivery_age ON delivery (state, arrived);
