-- The mail routing table. password is sealed by the key ring.
CREATE TABLE route (
    position INT NOT NULL PRIMARY KEY,
    pattern VARCHAR(255) NOT NULL,
    target VARCHAR(300) NOT NULL,
    tls VARCHAR(16) NOT NULL,
    login VARCHAR(255) NOT NULL,
    password VARCHAR(1000) NOT NULL,
    timing VARCHAR(16) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
