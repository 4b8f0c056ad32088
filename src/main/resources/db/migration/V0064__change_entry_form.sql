CREATE INDEX change_entry_form ON change_entry (form, number);
