-- Limits: 0 = none (max_accounts) or none for accounts that set no limit of their own (the rest).
CREATE TABLE domain (
    id                BIGINT NOT NULL PRIMARY KEY,
    version           INT    NOT NULL,
    position          INT    NOT NULL,
    max_accounts      BIGINT NOT NULL,
    max_mailbox_bytes BIGINT NOT NULL,
    max_messages      BIGINT NOT NULL,
    max_message_bytes BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
