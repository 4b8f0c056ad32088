-- What an account filters: lines of the simple editor or a script.
CREATE TABLE mail_filter (
    account_id BIGINT NOT NULL PRIMARY KEY,
    version INT NOT NULL,
    kind VARCHAR(16) NOT NULL,
    script VARCHAR(15500) NOT NULL,
    problem VARCHAR(255) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
