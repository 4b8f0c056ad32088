INSERT INTO acme (id, version, enabled, directory, contact, agreed, names, failures, problem, problem_name, detail)
VALUES (1, 1, FALSE, 'https://acme-v02.api.letsencrypt.org/directory', '', FALSE, '', 0, '', '', '')
