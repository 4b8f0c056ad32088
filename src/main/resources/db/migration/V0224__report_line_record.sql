CREATE INDEX report_line_record ON report_line (segment, record);
