-- What in a file could not become a post, the first thousand of each import.
CREATE TABLE list_import_refused (
    import_id BIGINT       NOT NULL,
    post      BIGINT       NOT NULL,
    place     BIGINT       NOT NULL,
    why       VARCHAR(20)  NOT NULL,
    subject   VARCHAR(300) NOT NULL,
    PRIMARY KEY (import_id, post)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
