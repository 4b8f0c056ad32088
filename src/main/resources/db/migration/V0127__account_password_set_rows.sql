UPDATE account SET password_set = TRUE WHERE id IN (SELECT account_id FROM credential WHERE kind = 'PASSWORD');
