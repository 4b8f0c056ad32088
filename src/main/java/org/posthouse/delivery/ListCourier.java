package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.list.Courier;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Messages;
import org.posthouse.queue.Consignment;
import org.posthouse.queue.Queue;
import org.posthouse.store.Entry;
import org.posthouse.store.Position;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// Copies of lists go the way of all mail: members here have their delivery plans and filters, members elsewhere rows of the queue.
@ApplicationScoped public class ListCourier implements Courier {
    @Inject Expansion expansion;
    @Inject Messages messages;
    @Inject Queue queue;

    @Override public void hand(RecordId record, StoredEnvelope envelope, List<Copy> copies) {
        var entry = new Entry(record, Position.START, envelope);
        var arrivals = new ArrayList<Arrival>();
        var consignments = new ArrayList<Consignment>();
        for (var copy : copies) {
            var made = expansion.expand(entry, Leaving.of(copy));
            arrivals.addAll(made.arrivals());
            consignments.addAll(made.consignments());
        }
        messages.add(arrivals);
        queue.add(consignments);
    }
}
