-- One row. separators: characters that may stand for @ in a sign-in name. bare_first: a name without a domain is looked for in the first one.
CREATE TABLE login_names (
    id         INT         NOT NULL PRIMARY KEY,
    version    INT         NOT NULL,
    separators VARCHAR(16) NOT NULL,
    bare_first BOOLEAN     NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
