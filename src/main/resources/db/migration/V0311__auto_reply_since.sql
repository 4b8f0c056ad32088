-- When what is answered now was begun; who was answered before has not been. NULL = always.
ALTER TABLE auto_reply ADD COLUMN since DATETIME(6) NULL;
