-- Where an archive's pages were before it was brought here.
CREATE TABLE list_old_page (
    list_id BIGINT       NOT NULL,
    page    VARCHAR(100) NOT NULL,
    number  BIGINT       NOT NULL,
    PRIMARY KEY (list_id, page)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
