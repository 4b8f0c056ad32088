-- Live settings that are not as the house comes: what is missing here has its default.
CREATE TABLE setting (
    name   VARCHAR(100)  NOT NULL PRIMARY KEY,
    chosen VARCHAR(4000) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
