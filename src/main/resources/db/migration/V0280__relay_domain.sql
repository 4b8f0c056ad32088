-- A domain that this house takes mail for and passes it on. name is example.org, or *.example.org for what is below it.
CREATE TABLE relay_domain (
    id BIGINT NOT NULL PRIMARY KEY,
    version INT NOT NULL,
    name VARCHAR(255) NOT NULL,
    target VARCHAR(300) NOT NULL,
    tls VARCHAR(16) NOT NULL,
    timing VARCHAR(16) NOT NULL,
    asking VARCHAR(16) NOT NULL,
    callers VARCHAR(4000) NOT NULL,
    accounts VARCHAR(4000) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
