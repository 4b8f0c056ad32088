-- What became of each chore of housekeeping the last time.
CREATE TABLE chore_run (
    name        VARCHAR(64) NOT NULL PRIMARY KEY,
    ended       DATETIME(6) NOT NULL,
    took_millis BIGINT      NOT NULL,
    failed      INT         NOT NULL,
    result      BIGINT      NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
