package org.posthouse.queue;

import java.util.Set;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.store.RecordId;

/// A delivery about to enter the queue.
///
/// @param record    the message
/// @param number    of this copy among those of the record; with the record it names the copy for ever, as in a mailbox
/// @param sender    envelope sender of this copy without brackets, perhaps rewritten; empty for the null sender
/// @param recipient where it goes, `local@domain`; for a transport that needs none, whose mail it is
/// @param original  the address of the envelope that led here
/// @param notifies  what the sender wants to hear of it (RFC 3461 §4.1)
/// @param orcpt     `type;address` as the sender gave it; empty for none
/// @param account   whose doing it is: who sent it or whose plan forwards it; 0 for nobody here
/// @param transport a [Transport#name]
/// @param target    what the transport is to use: for smtp empty for the routing table, else as its right side; for programs and files which
/// @param prefix    octets in front of the record, whole header lines with CRLF, at most 8,000
/// @param hold      why it waits for somebody to release it; empty to go at once
public record Consignment(RecordId record, int number, String sender, String recipient, String original, Set<Notify> notifies, String orcpt, long account, String transport, String target,
                          byte[] prefix, String hold) {
    public Consignment { notifies = Set.copyOf(notifies); }

    /// The same for another target.
    public Consignment to(String target) { return new Consignment(record, number, sender, recipient, original, notifies, orcpt, account, transport, target, prefix, hold); }
}
