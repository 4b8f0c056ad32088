-- A name in a local domain that is no account: addresses, an included file, a file or a program. targets has one a line.
CREATE TABLE typed_alias (
    id BIGINT NOT NULL PRIMARY KEY,
    version INT NOT NULL,
    domain_id BIGINT NOT NULL,
    address VARCHAR(320) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    targets MEDIUMTEXT NOT NULL,
    CONSTRAINT typed_alias_address UNIQUE (address),
    CONSTRAINT typed_alias_domain FOREIGN KEY (domain_id) REFERENCES domain (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
