-- Messages at a provider that are here already, or were passed over as too large; the provider's own name of each.
CREATE TABLE collected (
    collecting_id BIGINT NOT NULL,
    uid VARCHAR(255) NOT NULL,
    taken DATETIME(6) NOT NULL,
    passed BOOLEAN NOT NULL,
    PRIMARY KEY (collecting_id, uid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
