-- How many digests each list has sent.
CREATE TABLE list_digest (
    list_id BIGINT NOT NULL PRIMARY KEY,
    issue   BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
