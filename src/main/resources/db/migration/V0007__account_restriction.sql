CREATE TABLE account_restriction (
    account_id BIGINT       NOT NULL,
    position   INT          NOT NULL,
    pattern    VARCHAR(255) NOT NULL,
    PRIMARY KEY (account_id, position),
    CONSTRAINT account_restriction_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
