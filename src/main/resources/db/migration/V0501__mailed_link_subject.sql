CREATE INDEX mailed_link_subject ON mailed_link (purpose, subject);
