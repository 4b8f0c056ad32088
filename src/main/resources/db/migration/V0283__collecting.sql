-- A mailbox at a provider whose mail is fetched into an account. field: the header field that names recipients where one mailbox there holds the mail of many; empty for one person's.
CREATE TABLE collecting (
    id BIGINT NOT NULL PRIMARY KEY,
    version INT NOT NULL,
    account_id BIGINT NOT NULL,
    kind VARCHAR(8) NOT NULL,
    host VARCHAR(253) NOT NULL,
    port INT NOT NULL,
    security VARCHAR(16) NOT NULL,
    login VARCHAR(320) NOT NULL,
    secret VARCHAR(2000) NOT NULL,
    folder VARCHAR(255) NOT NULL,
    minutes INT NOT NULL,
    keep_days INT NOT NULL,
    most_octets BIGINT NOT NULL,
    field VARCHAR(64) NOT NULL,
    active BOOLEAN NOT NULL,
    anywhere BOOLEAN NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
