CREATE INDEX mailed_link_until ON mailed_link (good_until);
