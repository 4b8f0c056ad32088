-- When the trash is emptied of it.
ALTER TABLE account ADD COLUMN purge_due DATETIME(6) NULL;
