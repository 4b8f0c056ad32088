-- What an account is found by: words of its name, login and addresses, in lower case.
CREATE TABLE account_word (
    word       VARCHAR(64) NOT NULL,
    account_id BIGINT      NOT NULL,
    PRIMARY KEY (word, account_id),
    CONSTRAINT account_word_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
