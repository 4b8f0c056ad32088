-- A letter of the house from the transaction that it tells of until the store has it; rest is what goes beyond head.
CREATE TABLE house_letter (
    id         BIGINT           NOT NULL PRIMARY KEY,
    cause      VARCHAR(400)     NOT NULL,
    sender     VARCHAR(400)     NOT NULL,
    eight_bit  BOOLEAN          NOT NULL,
    recipients MEDIUMTEXT       NOT NULL,
    head       VARBINARY(16000) NOT NULL,
    rest       MEDIUMBLOB       NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
