-- Who signed in, or tried to: one row for all that came the same way to the same end within an hour.
CREATE TABLE sign_in (
    id         BIGINT      NOT NULL PRIMARY KEY,
    account_id BIGINT      NOT NULL,
    door       VARCHAR(16) NOT NULL,
    client     VARCHAR(45) NOT NULL,
    granted    BOOLEAN     NOT NULL,
    first_at   DATETIME(6) NOT NULL,
    last_at    DATETIME(6) NOT NULL,
    times      INT         NOT NULL,
    CONSTRAINT sign_in_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
