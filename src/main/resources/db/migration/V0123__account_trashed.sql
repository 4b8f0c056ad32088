-- In the trash since then; NULL = not.
ALTER TABLE account ADD COLUMN trashed DATETIME(6) NULL;
