-- An address, here or elsewhere, whose mail goes to another.
CREATE TABLE channel_alias (
    position INT NOT NULL PRIMARY KEY,
    incoming VARCHAR(320) NOT NULL,
    outgoing VARCHAR(320) NOT NULL,
    CONSTRAINT channel_alias_incoming UNIQUE (incoming)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
