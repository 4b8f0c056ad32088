-- At most one row: the SHA-256 of the one-time code that the console shows while no postmaster password is set.
CREATE TABLE set_up (
    id        INT          NOT NULL PRIMARY KEY,
    code_hash VARCHAR(64)  NOT NULL,
    created   TIMESTAMP(6) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
