-- agreed_address has taken its rows (V0631). The way back from an upgrade brings its own database.
DROP TABLE delivery_awaiting;
