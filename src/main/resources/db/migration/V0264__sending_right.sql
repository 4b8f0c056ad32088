-- Addresses that an account may send from besides its own: one address, or @domain for all of a domain.
CREATE TABLE sending_right (
    policy_id  INT          NOT NULL,
    account_id BIGINT       NOT NULL,
    pattern    VARCHAR(320) NOT NULL,
    PRIMARY KEY (account_id, pattern),
    CONSTRAINT sending_right_policy FOREIGN KEY (policy_id) REFERENCES policy (id),
    CONSTRAINT sending_right_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
