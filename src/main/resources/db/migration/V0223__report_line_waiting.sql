CREATE INDEX report_line_waiting ON report_line (sent, batch, noted);
