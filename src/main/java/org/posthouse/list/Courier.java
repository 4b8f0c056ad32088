package org.posthouse.list;

import java.util.List;
import org.posthouse.mime.Address;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// Brings copies of one stored message to many, each with a return path and header fields of its own: into mailboxes here as any mail (delivery plans, filters and all), into the queue for other houses.
public interface Courier {
    /// @param number    of this copy among those of the message; with the record it names the copy for ever
    /// @param sender    envelope sender without brackets
    /// @param fields    header fields in front of this copy, whole lines with CRLF; copies that share everything but their recipient share a transaction to their host
    record Copy(int number, String sender, Address to, String fields) { }

    /// In the caller's transaction, which notes that these have been handed over; the caller holds the record until it has ended.
    void hand(RecordId record, StoredEnvelope envelope, List<Copy> copies);
}
