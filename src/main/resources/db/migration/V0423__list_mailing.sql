CREATE TABLE list_mailing (
    id       BIGINT      NOT NULL PRIMARY KEY,
    version  INT         NOT NULL,
    list_id  BIGINT      NOT NULL,
    audience VARCHAR(16) NOT NULL,
    segment  BINARY(16)  NOT NULL,
    record   INT         NOT NULL,
    reached  BIGINT      NOT NULL,
    copies   INT         NOT NULL,
    begun    DATETIME(6) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
