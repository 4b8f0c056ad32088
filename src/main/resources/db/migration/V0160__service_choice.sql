-- What was chosen for a service on its form; NULL follows what the house was started with.
CREATE TABLE service_choice (
    service      VARCHAR(32)   NOT NULL PRIMARY KEY,
    version      INT           NOT NULL,
    enabled      BOOLEAN       NULL,
    port         INT           NULL,
    addresses    VARCHAR(2000) NULL,
    connections  INT           NOT NULL,
    idle_seconds INT           NOT NULL,
    tls_sign_in  BOOLEAN       NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
