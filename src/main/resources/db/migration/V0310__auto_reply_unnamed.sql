-- Answers mail too that names none of the account's addresses.
ALTER TABLE auto_reply ADD COLUMN unnamed BOOLEAN NOT NULL DEFAULT FALSE;
