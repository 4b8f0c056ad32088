CREATE TABLE list_submission (
    list_id      BIGINT       NOT NULL,
    address_key  VARCHAR(320) NOT NULL,
    submitted_on INT          NOT NULL,
    posts        INT          NOT NULL,
    PRIMARY KEY (list_id, address_key, submitted_on)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
