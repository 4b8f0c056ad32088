CREATE TABLE list_owner (
    list_id BIGINT       NOT NULL,
    place   INT          NOT NULL,
    address VARCHAR(320) NOT NULL,
    PRIMARY KEY (list_id, place)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
