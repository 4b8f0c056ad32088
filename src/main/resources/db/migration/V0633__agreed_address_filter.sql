-- So do lines of the simple editor; addresses in scripts are asked when the script is saved again.
INSERT INTO agreed_address (account_id, address_key, address, asked, agreed, by_forward, by_filter)
SELECT l.account_id, LOWER(l.target), MIN(l.target), NULL, CURRENT_TIMESTAMP, FALSE, TRUE FROM mail_filter_line l JOIN account c ON c.id = l.account_id
WHERE l.act IN ('FORWARD', 'COPY_TO') AND NOT EXISTS (SELECT 1 FROM agreed_address a WHERE a.account_id = l.account_id AND a.address_key = LOWER(l.target)) GROUP BY l.account_id, LOWER(l.target);
