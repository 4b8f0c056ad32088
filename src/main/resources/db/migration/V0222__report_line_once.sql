CREATE UNIQUE INDEX report_line_once ON report_line (delivery, kind);
