-- How mail of a domain leaves, where that is not as usual.
CREATE TABLE domain_outgoing (
    domain_id BIGINT NOT NULL PRIMARY KEY,
    source4 VARCHAR(45) NOT NULL,
    source6 VARCHAR(45) NOT NULL,
    rewrites BOOLEAN NOT NULL,
    CONSTRAINT domain_outgoing_domain FOREIGN KEY (domain_id) REFERENCES domain (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
