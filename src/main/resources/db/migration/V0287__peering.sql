-- Houses that share domains with this one: which domains, the secret they have in common (sealed), and the houses, a line each: where to ask, and where mail goes. One row.
CREATE TABLE peering (
    id INT NOT NULL PRIMARY KEY,
    version INT NOT NULL,
    domains VARCHAR(4000) NOT NULL,
    secret VARCHAR(1000) NOT NULL,
    houses VARCHAR(8000) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
