-- How it goes with a mailbox at a provider; written by runs, so apart from what people change.
CREATE TABLE collecting_run (
    collecting_id BIGINT NOT NULL PRIMARY KEY,
    next_run DATETIME(6) NOT NULL,
    began DATETIME(6) NULL,
    ended DATETIME(6) NULL,
    outcome VARCHAR(16) NOT NULL,
    said VARCHAR(1000) NOT NULL,
    taken INT NOT NULL,
    passed INT NOT NULL,
    total BIGINT NOT NULL,
    failures INT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
