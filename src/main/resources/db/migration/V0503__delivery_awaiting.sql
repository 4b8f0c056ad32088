-- Addresses elsewhere whose readers were asked whether they want an account's mail.
CREATE TABLE delivery_awaiting (
    account_id BIGINT       NOT NULL,
    position   INT          NOT NULL,
    address    VARCHAR(320) NOT NULL,
    asked      DATETIME(6)  NOT NULL,
    PRIMARY KEY (account_id, position),
    CONSTRAINT delivery_awaiting_plan FOREIGN KEY (account_id) REFERENCES delivery_plan (account_id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
