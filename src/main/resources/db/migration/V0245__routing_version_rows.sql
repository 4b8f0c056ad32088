INSERT INTO routing_version (id, version) VALUES (1, 0), (2, 0), (3, 0), (4, 0);
