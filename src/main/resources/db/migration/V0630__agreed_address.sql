-- Addresses elsewhere to which an account's mail is sent on: those whose readers agreed, or were asked.
CREATE TABLE agreed_address (
    account_id  BIGINT       NOT NULL,
    address_key VARCHAR(320) NOT NULL,
    address     VARCHAR(320) NOT NULL,
    asked       DATETIME(6)  NULL,
    agreed      DATETIME(6)  NULL,
    by_forward  BOOLEAN      NOT NULL,
    by_filter   BOOLEAN      NOT NULL,
    PRIMARY KEY (account_id, address_key),
    CONSTRAINT agreed_address_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
