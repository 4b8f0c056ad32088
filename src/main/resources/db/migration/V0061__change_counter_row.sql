INSERT INTO change_counter (id, last) VALUES (1, 0);
