INSERT INTO policy (id, version) VALUES (1, 0);
