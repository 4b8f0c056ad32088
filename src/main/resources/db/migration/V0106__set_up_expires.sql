-- A code that was asked for at the console of a house whose postmaster lost the password is good for minutes; the first one has no end.
ALTER TABLE set_up ADD COLUMN expires DATETIME(6) NULL;
