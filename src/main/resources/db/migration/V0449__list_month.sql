CREATE TABLE list_month (
    list_id      BIGINT NOT NULL,
    posted_month INT    NOT NULL,
    articles     INT    NOT NULL,
    PRIMARY KEY (list_id, posted_month)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
