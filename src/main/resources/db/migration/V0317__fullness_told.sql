-- Per cent of a limit of which the owner of a mailbox was told.
CREATE TABLE fullness_told (
    account_id BIGINT NOT NULL PRIMARY KEY,
    mark       INT    NOT NULL,
    CONSTRAINT fullness_told_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
