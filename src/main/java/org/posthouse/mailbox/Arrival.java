package org.posthouse.mailbox;

import java.time.Instant;
import org.posthouse.store.RecordId;

/// A message about to be added to a folder.
///
/// @param folder   the folder's id
/// @param record   where its octets are
/// @param delivery number of this copy among those of the record; with the record it names the copy for ever
/// @param date     INTERNALDATE: when the house took it
/// @param prefix   trace fields in front of the record, whole lines with CRLF, at most [#MAX_PREFIX] octets
/// @param octets   size as readers see it: prefix and record
public record Arrival(long folder, RecordId record, int delivery, Instant date, byte[] prefix, long octets) {
    public static final int MAX_PREFIX = 8000;
}
