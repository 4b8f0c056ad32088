-- All names of local domains in one key, so that no alias can be another domain's name. Position 0 is the domain's own name.
CREATE TABLE domain_name (
    name      VARCHAR(253) NOT NULL PRIMARY KEY,
    domain_id BIGINT       NOT NULL,
    position  INT          NOT NULL,
    CONSTRAINT domain_name_domain FOREIGN KEY (domain_id) REFERENCES domain (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
