CREATE TABLE mail_rule_act (
    rule_id  BIGINT       NOT NULL,
    place    INT          NOT NULL,
    deed     VARCHAR(16)  NOT NULL,
    argument VARCHAR(500) NOT NULL,
    PRIMARY KEY (rule_id, place),
    CONSTRAINT mail_rule_act_rule FOREIGN KEY (rule_id) REFERENCES mail_rule (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
