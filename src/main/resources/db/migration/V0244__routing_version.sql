-- Counted up with every change of a table of this area, so that what is held in memory is read again: 1 typed_alias, 2 channel_alias, 3 route, 4 domain_outgoing.
CREATE TABLE routing_version (
    id INT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
