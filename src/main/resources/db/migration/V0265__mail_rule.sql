-- What happens to mail that fits, in order of place; domain_id: for a domain's mail only.
CREATE TABLE mail_rule (
    id        BIGINT       NOT NULL PRIMARY KEY,
    version   INT          NOT NULL,
    domain_id BIGINT       NULL,
    place     INT          NOT NULL,
    name      VARCHAR(100) NOT NULL,
    active    BOOLEAN      NOT NULL,
    way       VARCHAR(16)  NOT NULL,
    all_tests BOOLEAN      NOT NULL,
    stops     BOOLEAN      NOT NULL,
    CONSTRAINT mail_rule_domain FOREIGN KEY (domain_id) REFERENCES domain (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
