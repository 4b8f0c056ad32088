-- Forwarding that is under way goes on.
INSERT INTO agreed_address (account_id, address_key, address, asked, agreed, by_forward, by_filter)
SELECT f.account_id, LOWER(f.address), MIN(f.address), NULL, CURRENT_TIMESTAMP, TRUE, FALSE FROM delivery_forward f
WHERE NOT EXISTS (SELECT 1 FROM delivery_awaiting w WHERE w.account_id = f.account_id AND LOWER(w.address) = LOWER(f.address)) GROUP BY f.account_id, LOWER(f.address);
