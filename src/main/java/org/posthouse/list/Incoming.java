package org.posthouse.list;

import java.util.Optional;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.store.StoredBody;

/// A message for one of a list's addresses.
///
/// @param list   empty for [ListRole#MANAGER]
/// @param domain the list's, or the one whose manager is written to
/// @param detail what stands behind the `+`
/// @param load   the envelope, the prefix that trace fields are in, and the sender
/// @param body   as stored; closed by who made this
public record Incoming(Optional<ListEntry> list, long domain, ListRole role, String detail, Load load, Delivery delivery, StoredBody body) {
    /// Envelope sender without brackets; empty for the null sender.
    public String sender() { return load.sender(); }
}
