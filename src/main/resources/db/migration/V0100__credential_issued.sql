-- For what is issued, several an account: a name, when it was last of use, when it ends. used_step: the last time step of a second factor, which no code may use again.
ALTER TABLE credential ADD COLUMN (
    name      VARCHAR(100) DEFAULT '' NOT NULL,
    last_used DATETIME(6)  NULL,
    expires   DATETIME(6)  NULL,
    used_step BIGINT       DEFAULT 0  NOT NULL
);
