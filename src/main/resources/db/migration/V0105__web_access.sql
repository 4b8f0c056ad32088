-- Networks that may reach the web; none: everybody.
CREATE TABLE web_access (
    position INT         NOT NULL PRIMARY KEY,
    network  VARCHAR(64) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
