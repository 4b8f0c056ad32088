package org.posthouse.delivery;

import java.util.List;
import org.posthouse.mailbox.Arrival;
import org.posthouse.queue.Consignment;

/// What becomes of one envelope.
///
/// @param arrivals     straight into mailboxes
/// @param consignments into the queue
record Copies(List<Arrival> arrivals, List<Consignment> consignments) {
    /// The same with more fields between what the house has put in front and the message.
    Copies behind(byte[] fields) {
        return fields.length == 0 ? this : new Copies(arrivals.stream().map(one -> one.behind(fields)).toList(), consignments.stream().map(one -> one.behind(fields)).toList());
    }
}
