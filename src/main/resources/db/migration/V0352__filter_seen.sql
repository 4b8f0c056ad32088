-- Hashes of ids that scripts have seen.
CREATE TABLE filter_seen (
    account_id BIGINT NOT NULL,
    mark CHAR(32) NOT NULL,
    forget_at DATETIME(6) NOT NULL,
    PRIMARY KEY (account_id, mark)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
