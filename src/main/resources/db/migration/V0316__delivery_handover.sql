-- Programs and files that get an account's mail too.
CREATE TABLE delivery_handover (
    account_id BIGINT       NOT NULL,
    position   INT          NOT NULL,
    transport  VARCHAR(16)  NOT NULL,
    target     VARCHAR(500) NOT NULL,
    PRIMARY KEY (account_id, position),
    CONSTRAINT delivery_handover_plan FOREIGN KEY (account_id) REFERENCES delivery_plan (account_id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
