-- There is a PASSWORD among its credentials; here too because lists filter by it.
ALTER TABLE account ADD COLUMN password_set BOOLEAN NOT NULL DEFAULT FALSE;
