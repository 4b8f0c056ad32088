CREATE INDEX delivery_destination ON delivery (destination, state, next_attempt, id);
