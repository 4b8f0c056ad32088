-- Accounts that look after a domain and the accounts in it.
CREATE TABLE domain_administrator (
    domain_id  BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    PRIMARY KEY (domain_id, account_id),
    CONSTRAINT domain_administrator_domain FOREIGN KEY (domain_id) REFERENCES domain (id) ON DELETE CASCADE,
    CONSTRAINT domain_administrator_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
