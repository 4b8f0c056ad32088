-- catch_all, redirect: addresses of this house, or empty. hidden: labels of what people of the domain do not see, joined by commas.
ALTER TABLE domain ADD (
    expiry_days INT          DEFAULT 0  NOT NULL,
    catch_all   VARCHAR(320) DEFAULT '' NOT NULL,
    redirect    VARCHAR(320) DEFAULT '' NOT NULL,
    hidden      VARCHAR(500) DEFAULT '' NOT NULL
);
