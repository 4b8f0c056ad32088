-- Networks that may send to other servers without signing in; sender: a domain that they may do so for, empty for any.
CREATE TABLE policy_relay (
    policy_id INT          NOT NULL,
    place     INT          NOT NULL,
    network   VARCHAR(64)  NOT NULL,
    sender    VARCHAR(253) NOT NULL,
    PRIMARY KEY (policy_id, place),
    CONSTRAINT policy_relay_policy FOREIGN KEY (policy_id) REFERENCES policy (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
