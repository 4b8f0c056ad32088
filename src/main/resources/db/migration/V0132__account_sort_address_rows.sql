UPDATE account SET sort_address = (SELECT MIN(x.address_key) FROM account_address x WHERE x.account_id = account.id AND x.position = 0);
