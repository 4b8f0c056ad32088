-- Archives that are brought to lists from files. `open_list` is the list while its import waits or runs, so that there is one at a time; `reached` is where in the file the next post begins, moved on in the transaction that adds posts.
CREATE TABLE list_import (
    id        BIGINT        NOT NULL PRIMARY KEY,
    list_id   BIGINT        NOT NULL,
    open_list BIGINT,
    state     VARCHAR(10)   NOT NULL,
    name      VARCHAR(200)  NOT NULL,
    file      VARCHAR(1000) NOT NULL,
    own       BOOLEAN       NOT NULL,
    octets    BIGINT        NOT NULL,
    old_pages BOOLEAN       NOT NULL,
    reached   BIGINT        NOT NULL,
    posts     BIGINT        NOT NULL,
    added     BIGINT        NOT NULL,
    there     BIGINT        NOT NULL,
    refused   BIGINT        NOT NULL,
    begun     DATETIME(6)   NOT NULL,
    ended     DATETIME(6),
    failed    VARCHAR(500)  NOT NULL,
    CONSTRAINT list_import_open UNIQUE (open_list)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
