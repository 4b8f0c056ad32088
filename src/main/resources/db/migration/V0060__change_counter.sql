-- One row: the number of the last entry of the history. Writers queue at it, so that numbers follow the order of commits.
CREATE TABLE change_counter (
    id   INT    NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
