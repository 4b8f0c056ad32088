-- Why the house has made a message: SHA-256 of the cause, so that the same reason makes no second one.
CREATE TABLE cause (
    hash BINARY(32) NOT NULL PRIMARY KEY,
    seen DATETIME(6) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
