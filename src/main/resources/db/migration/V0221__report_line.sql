-- What somebody is to be told about one recipient of one message. Lines of one message go out together as a batch; they stay for a while, so that the same news are not told twice.
CREATE TABLE report_line (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery BIGINT NOT NULL,
    kind INT NOT NULL,
    segment BINARY(16) NOT NULL,
    record INT NOT NULL,
    reader VARCHAR(400) NOT NULL,
    trouble VARCHAR(16) NOT NULL,
    recipient VARCHAR(400) NOT NULL,
    original VARCHAR(400) NOT NULL,
    orcpt VARCHAR(600) NOT NULL,
    host VARCHAR(255) NOT NULL,
    code INT NOT NULL,
    enhanced VARCHAR(16) NOT NULL,
    text VARCHAR(1000) NOT NULL,
    attempted DATETIME(6) NOT NULL,
    until_at DATETIME(6) NOT NULL,
    noted DATETIME(6) NOT NULL,
    batch BIGINT NOT NULL,
    sent BOOLEAN NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
