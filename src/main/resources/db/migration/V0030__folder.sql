-- A place that holds messages. Decided for IMAP: UIDs and change numbers only grow.
CREATE TABLE folder (
    id             BIGINT       NOT NULL PRIMARY KEY,
    owner_kind     VARCHAR(8)   NOT NULL,
    owner_id       BIGINT       NOT NULL,
    name           VARCHAR(255) NOT NULL,
    uid_validity   BIGINT       NOT NULL,
    next_uid       BIGINT       NOT NULL,
    highest_modseq BIGINT       NOT NULL,
    messages       BIGINT       NOT NULL,
    octets         BIGINT       NOT NULL,
    CONSTRAINT folder_owner_name UNIQUE (owner_kind, owner_id, name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
