-- Programs that mail may be handed to.
CREATE TABLE mail_program (
    name         VARCHAR(64)   NOT NULL PRIMARY KEY,
    place        INT           NOT NULL,
    path         VARCHAR(1000) NOT NULL,
    arguments    VARCHAR(2000) NOT NULL,
    folder       VARCHAR(1000) NOT NULL,
    user_name    VARCHAR(64)   NOT NULL,
    seconds      INT           NOT NULL,
    memory_bytes BIGINT        NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
