CREATE INDEX delivery_record ON delivery (segment, record);
