-- Who may send what through this house: one row, whose version grows with every change of the lists below and of rules.
CREATE TABLE policy (
    id      INT NOT NULL PRIMARY KEY,
    version INT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
