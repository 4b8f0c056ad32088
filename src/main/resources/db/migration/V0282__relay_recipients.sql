-- Addresses that exist in a relay domain, one a line, where it was told which; edition names what is in there without reading it.
CREATE TABLE relay_recipients (
    relay_id BIGINT NOT NULL PRIMARY KEY,
    edition BIGINT NOT NULL,
    addresses MEDIUMTEXT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
