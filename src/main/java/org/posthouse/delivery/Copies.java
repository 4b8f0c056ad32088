package org.posthouse.delivery;

import java.util.List;
import org.posthouse.mailbox.Arrival;
import org.posthouse.queue.Consignment;

/// What becomes of one envelope.
///
/// @param arrivals     straight into mailboxes
/// @param consignments into the queue
record Copies(List<Arrival> arrivals, List<Consignment> consignments) { }
