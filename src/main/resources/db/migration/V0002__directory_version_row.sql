INSERT INTO directory_version (id, version) VALUES (1, 1);
