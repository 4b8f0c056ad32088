-- Counted when a post comes or goes, so that a list of many years opens at once; `root` is the number of the first post.
CREATE TABLE list_thread (
    list_id     BIGINT       NOT NULL,
    root        BIGINT       NOT NULL,
    subject     VARCHAR(300) NOT NULL,
    articles    INT          NOT NULL,
    last_number BIGINT       NOT NULL,
    last_posted DATETIME(6)  NOT NULL,
    PRIMARY KEY (list_id, root)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
