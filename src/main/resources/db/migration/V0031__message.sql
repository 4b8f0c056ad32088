-- One copy in one folder. What it says stands in the store under (segment, record); `prefix` goes before it and never changes.
CREATE TABLE message (
    folder_id     BIGINT          NOT NULL,
    uid           BIGINT          NOT NULL,
    modseq        BIGINT          NOT NULL,
    internal_date TIMESTAMP(6)    NOT NULL,
    octets        BIGINT          NOT NULL,
    flags         INT             NOT NULL,
    keywords      VARCHAR(1000)   NOT NULL,
    segment       BINARY(16)      NOT NULL,
    record        INT             NOT NULL,
    delivery      INT             NOT NULL,
    prefix        VARBINARY(8000) NOT NULL,
    PRIMARY KEY (folder_id, uid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
