-- Links that were mailed to somebody and not used yet, by the hash of what they hold.
CREATE TABLE mailed_link (
    token_hash VARCHAR(64)   NOT NULL PRIMARY KEY,
    purpose    VARCHAR(32)   NOT NULL,
    subject    VARCHAR(400)  NOT NULL,
    payload    VARCHAR(4000) NOT NULL,
    issued     DATETIME(6)   NOT NULL,
    good_until DATETIME(6)   NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
