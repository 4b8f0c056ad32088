-- The key of the primary address, here too because lists are sorted by it.
ALTER TABLE account ADD COLUMN sort_address VARCHAR(320) NOT NULL DEFAULT '';
