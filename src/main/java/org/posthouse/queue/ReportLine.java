package org.posthouse.queue;

import java.time.Instant;
import org.posthouse.store.RecordId;

/// What somebody is to be told about one recipient of one message.
///
/// @param delivery  the row of the queue; with the kind it makes the line unique
/// @param reader    address of who is told; empty for the postmaster
/// @param attempted when the remark was made
/// @param until     when it will be given up; of interest for what is delayed
record ReportLine(long id, long delivery, Kind kind, RecordId record, String reader, Trouble trouble, String recipient, String original, String orcpt, Remark remark, Instant attempted, Instant until) {
    /// Stored by its ordinal: add at the end, never reorder.
    enum Kind {
        FAILED, DELAYED, DELIVERED, RELAYED, EXPANDED,
        /// The message itself goes to the reader.
        REDIRECTED
    }

    /// Lines that go together.
    record Group(RecordId record, String reader, Kind kind) { }

    Group group() { return new Group(record, reader, kind); }
}
