-- Envelopes whose rows are in: written in the same transaction, kept until the store's checkpoint has passed them, so that a replay skips them.
CREATE TABLE dispatched (
    segment BINARY(16) NOT NULL,
    record  INT        NOT NULL,
    ordinal BIGINT     NOT NULL,
    PRIMARY KEY (segment, record)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
