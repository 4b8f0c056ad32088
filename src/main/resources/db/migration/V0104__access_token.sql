-- A browser that is signed in. token_hash: SHA-256 of what its cookie holds. network: where it must come from while tokens are bound.
CREATE TABLE access_token (
    id         BIGINT       NOT NULL PRIMARY KEY,
    token_hash VARCHAR(64)  NOT NULL,
    account_id BIGINT       NOT NULL,
    network    VARCHAR(45)  NOT NULL,
    client     VARCHAR(45)  NOT NULL,
    agent      VARCHAR(200) NOT NULL,
    created    DATETIME(6)  NOT NULL,
    last_used  DATETIME(6)  NOT NULL,
    CONSTRAINT access_token_hash UNIQUE (token_hash),
    CONSTRAINT access_token_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
