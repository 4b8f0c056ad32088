-- What an account answers by itself, for accounts that have ever said so.
CREATE TABLE auto_reply (
    account_id BIGINT         NOT NULL PRIMARY KEY,
    version    INT            NOT NULL,
    mode       VARCHAR(16)    NOT NULL,
    subject    VARCHAR(255)   NOT NULL,
    message    VARCHAR(10000) NOT NULL,
    first_day  DATE,
    last_day   DATE,
    every_days INT            NOT NULL,
    CONSTRAINT auto_reply_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
