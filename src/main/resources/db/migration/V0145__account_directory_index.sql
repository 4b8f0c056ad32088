-- The directory of a domain is paged by name.
CREATE INDEX account_directory ON account (domain_id, listed, name, id);
