-- One row, counted up in every transaction that changes a domain or an account: tells other nodes that their caches are old.
CREATE TABLE directory_version (
    id      INT    NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
