-- An entry of the history; names as they were then, so nothing refers to other tables.
CREATE TABLE change_entry (
    number     BIGINT       NOT NULL PRIMARY KEY,
    changed    DATETIME(6)  NOT NULL,
    account_id BIGINT       NOT NULL,
    changed_by VARCHAR(255) NOT NULL,
    face       VARCHAR(16)  NOT NULL,
    client     VARCHAR(255) NOT NULL,
    form       VARCHAR(64)  NOT NULL,
    thing_key  VARCHAR(255) NOT NULL,
    thing      VARCHAR(255) NOT NULL,
    undoes     BIGINT       NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
