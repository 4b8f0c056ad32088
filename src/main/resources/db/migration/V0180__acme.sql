-- How the house gets certificates by itself, and how the last attempt went. One row.
CREATE TABLE acme (
    id           INT           NOT NULL PRIMARY KEY,
    version      BIGINT        NOT NULL,
    enabled      BOOLEAN       NOT NULL,
    directory    VARCHAR(500)  NOT NULL,
    contact      VARCHAR(320)  NOT NULL,
    agreed       BOOLEAN       NOT NULL,
    names        VARCHAR(8000) NOT NULL,
    attempted    DATETIME(6)   NULL,
    succeeded    DATETIME(6)   NULL,
    next_attempt DATETIME(6)   NULL,
    failures     INT           NOT NULL,
    problem      VARCHAR(40)   NOT NULL,
    problem_name VARCHAR(253)  NOT NULL,
    detail       VARCHAR(1000) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
