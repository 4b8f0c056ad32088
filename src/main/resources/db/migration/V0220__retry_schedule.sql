-- How often and how long mail to a domain is tried; the pattern * is the house's. What is not here is as it comes with the house.
CREATE TABLE retry_schedule (
    pattern VARCHAR(255) NOT NULL PRIMARY KEY,
    place INT NOT NULL,
    pauses VARCHAR(200) NOT NULL,
    every_minutes INT NOT NULL,
    hours INT NOT NULL,
    notice_hours INT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
