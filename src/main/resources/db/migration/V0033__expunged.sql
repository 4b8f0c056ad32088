-- What is gone, for clients that come back and ask what changed (RFC 7162).
CREATE TABLE expunged (
    folder_id BIGINT NOT NULL,
    uid       BIGINT NOT NULL,
    modseq    BIGINT NOT NULL,
    PRIMARY KEY (folder_id, uid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
