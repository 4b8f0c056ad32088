-- Compaction asks which records of a segment are still referred to.
CREATE INDEX message_segment ON message (segment, record);
