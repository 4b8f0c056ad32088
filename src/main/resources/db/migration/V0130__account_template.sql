-- One row, once somebody has chosen what new accounts begin with.
CREATE TABLE account_template (
    id                INT         NOT NULL PRIMARY KEY,
    version           INT         NOT NULL,
    from_rewrite      VARCHAR(16) NOT NULL,
    max_mailbox_bytes BIGINT      NOT NULL,
    max_messages      BIGINT      NOT NULL,
    max_message_bytes BIGINT      NOT NULL,
    expiry_days       INT         NOT NULL,
    listed            BOOLEAN     NOT NULL,
    language          VARCHAR(35) NOT NULL,
    time_zone         VARCHAR(64) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
