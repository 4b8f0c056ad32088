CREATE TABLE mail_filter_line (
    account_id BIGINT NOT NULL,
    position INT NOT NULL,
    part VARCHAR(16) NOT NULL,
    words VARCHAR(255) NOT NULL,
    act VARCHAR(16) NOT NULL,
    target VARCHAR(320) NOT NULL,
    PRIMARY KEY (account_id, position)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
