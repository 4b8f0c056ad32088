-- secret: a PHC string, an RFC 5803 verifier, or text sealed by the key ring, by kind.
CREATE TABLE credential (
    id         BIGINT        NOT NULL PRIMARY KEY,
    account_id BIGINT        NOT NULL,
    kind       VARCHAR(16)   NOT NULL,
    secret     VARCHAR(4000) NOT NULL,
    created    TIMESTAMP(6)  NOT NULL,
    CONSTRAINT credential_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
