-- address_key: lower-cased local part, canonical A-label domain; unique over all accounts. Position 0 is the primary address.
CREATE TABLE account_address (
    address_key VARCHAR(320) NOT NULL PRIMARY KEY,
    account_id  BIGINT       NOT NULL,
    position    INT          NOT NULL,
    address     VARCHAR(320) NOT NULL,
    domain_id   BIGINT,
    CONSTRAINT account_address_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT account_address_domain FOREIGN KEY (domain_id) REFERENCES domain (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
