-- A post in its list's archive. What it says stands in the store, by the row of its folder; `id` grows with time and is followed by the search index.
CREATE TABLE list_article (
    list_id      BIGINT       NOT NULL,
    number       BIGINT       NOT NULL,
    id           BIGINT       NOT NULL,
    folder_id    BIGINT       NOT NULL,
    uid          BIGINT       NOT NULL,
    posted       DATETIME(6)  NOT NULL,
    posted_month INT          NOT NULL,
    author_id    BIGINT       NOT NULL,
    author_name  VARCHAR(200) NOT NULL,
    author       VARCHAR(320) NOT NULL,
    subject      VARCHAR(300) NOT NULL,
    message_key  BINARY(16)   NOT NULL,
    subject_key  BIGINT       NOT NULL,
    parent       BIGINT       NOT NULL,
    thread       BIGINT       NOT NULL,
    octets       BIGINT       NOT NULL,
    attachments  INT          NOT NULL,
    PRIMARY KEY (list_id, number)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
