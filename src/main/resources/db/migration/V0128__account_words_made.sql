-- The generation of rules by which its words were made; 0 = it has none yet.
ALTER TABLE account ADD COLUMN words_made INT NOT NULL DEFAULT 0;
