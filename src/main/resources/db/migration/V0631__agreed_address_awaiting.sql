-- Who was asked before this table was there; delivery_awaiting is read no more.
INSERT INTO agreed_address (account_id, address_key, address, asked, agreed, by_forward, by_filter)
SELECT account_id, LOWER(address), MIN(address), MIN(asked), NULL, TRUE, FALSE FROM delivery_awaiting GROUP BY account_id, LOWER(address);
