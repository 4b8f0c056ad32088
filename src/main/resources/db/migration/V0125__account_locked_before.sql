-- An account in the trash is locked; this is what it goes back to.
ALTER TABLE account ADD COLUMN locked_before BOOLEAN NOT NULL DEFAULT FALSE;
