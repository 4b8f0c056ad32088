-- Messages that the store took, by the hour (UTC) in which they came; all nodes count into the same row.
CREATE TABLE mail_hour (
    hour_of  DATETIME(6) NOT NULL PRIMARY KEY,
    accepted BIGINT      NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
