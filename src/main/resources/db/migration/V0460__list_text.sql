CREATE TABLE list_text (
    list_id  BIGINT       NOT NULL,
    letter   VARCHAR(32)  NOT NULL,
    language VARCHAR(8)   NOT NULL,
    subject  VARCHAR(200) NOT NULL,
    body     MEDIUMTEXT   NOT NULL,
    PRIMARY KEY (list_id, letter, language)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
