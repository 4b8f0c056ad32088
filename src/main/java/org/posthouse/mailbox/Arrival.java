package org.posthouse.mailbox;

import java.time.Instant;
import java.util.Arrays;
import org.posthouse.store.RecordId;

/// A message about to be added to a folder.
///
/// @param folder   the folder's id
/// @param record   where its octets are
/// @param delivery number of this copy among those of the record; with the record it names the copy for ever
/// @param date     INTERNALDATE: when the house took it
/// @param prefix   trace fields in front of the record, whole lines with CRLF, at most [#MAX_PREFIX] octets
/// @param octets   size as readers see it: prefix and record
/// @param marks    flags and keywords that it has from the beginning
public record Arrival(long folder, RecordId record, int delivery, Instant date, byte[] prefix, long octets, Marks marks) {
    public static final int MAX_PREFIX = 8000;

    public Arrival(long folder, RecordId record, int delivery, Instant date, byte[] prefix, long octets) { this(folder, record, delivery, date, prefix, octets, Marks.NONE); }

    /// The same with more fields behind the prefix.
    public Arrival behind(byte[] fields) {
        var both = Arrays.copyOf(prefix, prefix.length + fields.length);
        System.arraycopy(fields, 0, both, prefix.length, fields.length);
        return new Arrival(folder, record, delivery, date, both, octets + fields.length, marks);
    }

    public Arrival marked(Marks with) { return new Arrival(folder, record, delivery, date, prefix, octets, with); }
}
