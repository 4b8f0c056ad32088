-- Where an account's mail goes, for accounts that want something else than their mailbox here.
CREATE TABLE delivery_plan (
    account_id BIGINT  NOT NULL PRIMARY KEY,
    version    INT     NOT NULL,
    mailbox    BOOLEAN NOT NULL,
    keep_copy  BOOLEAN NOT NULL,
    CONSTRAINT delivery_plan_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
