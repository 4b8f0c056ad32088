-- Does an account have a word that begins so?
CREATE INDEX account_word_of ON account_word (account_id, word);
