-- New accounts whose greeting is not in the store yet.
CREATE TABLE greeting_due (
    account_id BIGINT       NOT NULL PRIMARY KEY,
    link       BOOLEAN      NOT NULL,
    also_to    VARCHAR(320) NOT NULL,
    CONSTRAINT greeting_due_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
