INSERT INTO login_names (id, version, separators, bare_first) VALUES (1, 0, '', TRUE);
