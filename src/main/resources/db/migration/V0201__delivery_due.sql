CREATE INDEX delivery_due ON delivery (state, next_attempt, id);
