package org.posthouse.queue;

import java.util.List;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// One message with those of its deliveries that go together: same sender, prefix, transport and target.
///
/// @param envelope   as stored; options of the sender are in there
/// @param deliveries at least one, at most as many as the transport takes at once
public record Load(RecordId record, StoredEnvelope envelope, String sender, byte[] prefix, List<Delivery> deliveries) {
    public long octets() { return prefix.length + envelope.facts().size(); }
}
