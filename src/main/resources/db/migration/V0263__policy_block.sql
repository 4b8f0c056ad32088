-- Who is let in or kept out, the first that fits decides.
CREATE TABLE policy_block (
    policy_id INT          NOT NULL,
    place     INT          NOT NULL,
    verdict   VARCHAR(16)  NOT NULL,
    what      VARCHAR(16)  NOT NULL,
    pattern   VARCHAR(320) NOT NULL,
    PRIMARY KEY (policy_id, place),
    CONSTRAINT policy_block_policy FOREIGN KEY (policy_id) REFERENCES policy (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
