-- was, became: the items of a list with U+001F between them; masked for secrets.
CREATE TABLE change_value (
    number BIGINT      NOT NULL,
    place  INT         NOT NULL,
    field  VARCHAR(64) NOT NULL,
    was    MEDIUMTEXT  NOT NULL,
    became MEDIUMTEXT  NOT NULL,
    secret BOOLEAN     NOT NULL,
    PRIMARY KEY (number, place),
    CONSTRAINT change_value_entry FOREIGN KEY (number) REFERENCES change_entry (number)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
