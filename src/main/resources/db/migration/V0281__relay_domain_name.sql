CREATE UNIQUE INDEX relay_domain_name ON relay_domain (name);
