-- Reserved accounts (postmaster, ...) belong to every domain and have domain_id NULL.
CREATE TABLE account (
    id                BIGINT        NOT NULL PRIMARY KEY,
    version           INT           NOT NULL,
    domain_id         BIGINT,
    name              VARCHAR(255)  NOT NULL,
    login             VARCHAR(64)   NOT NULL,
    role              VARCHAR(16)   NOT NULL,
    locked            BOOLEAN       NOT NULL,
    from_rewrite      VARCHAR(16)   NOT NULL,
    max_mailbox_bytes BIGINT        NOT NULL,
    max_messages      BIGINT        NOT NULL,
    max_message_bytes BIGINT        NOT NULL,
    expiry_days       INT           NOT NULL,
    finger            VARCHAR(2000) NOT NULL,
    listed            BOOLEAN       NOT NULL,
    language          VARCHAR(35)   NOT NULL,
    time_zone         VARCHAR(64)   NOT NULL,
    created           TIMESTAMP(6)  NOT NULL,
    last_sign_in      TIMESTAMP(6)  NULL,
    CONSTRAINT account_login UNIQUE (domain_id, login),
    CONSTRAINT account_domain FOREIGN KEY (domain_id) REFERENCES domain (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
