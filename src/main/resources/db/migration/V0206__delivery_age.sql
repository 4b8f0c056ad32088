CREATE INDEX delivery_age ON delivery (state, delay_reported, arrived, id);
