-- Folders below which mail may be written to files.
CREATE TABLE mail_root (
    name   VARCHAR(64)   NOT NULL PRIMARY KEY,
    place  INT           NOT NULL,
    folder VARCHAR(1000) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
