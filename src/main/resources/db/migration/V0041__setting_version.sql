-- One row, counted up in every transaction that changes a setting: tells other nodes, and those who would change what they have not seen.
CREATE TABLE setting_version (
    id      INT    NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
