-- Who was told that somebody is away: half a SHA-256 of the sender's address, in hexadecimal digits.
CREATE TABLE answered (
    account_id  BIGINT      NOT NULL,
    sender      CHAR(32)    NOT NULL,
    answered_at DATETIME(6) NOT NULL,
    forget_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (account_id, sender),
    CONSTRAINT answered_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
