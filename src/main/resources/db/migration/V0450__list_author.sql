-- Who has posted to a list, by an id that tells strangers nothing of the address.
CREATE TABLE list_author (
    id          BIGINT       NOT NULL PRIMARY KEY,
    list_id     BIGINT       NOT NULL,
    address_key VARCHAR(320) NOT NULL,
    name        VARCHAR(200) NOT NULL,
    articles    INT          NOT NULL,
    last_posted DATETIME(6)  NOT NULL,
    CONSTRAINT list_author_key UNIQUE (list_id, address_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
