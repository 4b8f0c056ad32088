CREATE TABLE mail_rule_test (
    rule_id    BIGINT       NOT NULL,
    place      INT          NOT NULL,
    what       VARCHAR(16)  NOT NULL,
    header     VARCHAR(76)  NOT NULL,
    how        VARCHAR(16)  NOT NULL,
    wanted     VARCHAR(255) NOT NULL,
    exact_case BOOLEAN      NOT NULL,
    PRIMARY KEY (rule_id, place),
    CONSTRAINT mail_rule_test_rule FOREIGN KEY (rule_id) REFERENCES mail_rule (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
