CREATE INDEX cause_seen ON cause (seen);
