INSERT INTO setting_version (id, version) VALUES (1, 1);
