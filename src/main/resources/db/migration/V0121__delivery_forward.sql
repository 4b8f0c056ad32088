-- Addresses to which an account's mail is forwarded; of the account Postmaster they name the postmasters.
CREATE TABLE delivery_forward (
    account_id  BIGINT       NOT NULL,
    position    INT          NOT NULL,
    address     VARCHAR(320) NOT NULL,
    PRIMARY KEY (account_id, position),
    CONSTRAINT delivery_forward_plan FOREIGN KEY (account_id) REFERENCES delivery_plan (account_id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
