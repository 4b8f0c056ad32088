-- Posts that wait for the next digest of their list.
CREATE TABLE list_waiting_post (
    id      BIGINT      NOT NULL PRIMARY KEY,
    list_id BIGINT      NOT NULL,
    number  BIGINT      NOT NULL,
    segment BINARY(16)  NOT NULL,
    record  INT         NOT NULL,
    octets  BIGINT      NOT NULL,
    added   DATETIME(6) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
