-- IP addresses of this server that belong to one domain: bare sign-in names of those who come there are looked for in it.
CREATE TABLE domain_local_address (
    address   VARCHAR(45) NOT NULL PRIMARY KEY,
    domain_id BIGINT      NOT NULL,
    CONSTRAINT domain_local_address_domain FOREIGN KEY (domain_id) REFERENCES domain (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
