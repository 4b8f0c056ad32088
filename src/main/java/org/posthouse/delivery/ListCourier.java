package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final System.Logger LOG = System.getLogger(ListCourier.class.getName());

    @Inject Expansion expansion;
    @Inject Messages messages;
    @Inject Queue queue;

    @Override public void hand(RecordId record, StoredEnvelope envelope, List<Copy> copies) {
        var entry = new Entry(record, Position.START, envelope);
        var arrivals = new ArrayList<Arrival>();
        var consignments = new ArrayList<Consignment>();
        for (var copy : copies) {
            var leaving = leaving(record, copy);
            if (leaving.isEmpty()) continue;
            var made = expansion.expand(entry, leaving.get());
            arrivals.addAll(made.arrivals());
            consignments.addAll(made.consignments());
        }
        messages.add(arrivals);
        queue.add(consignments);
    }

    /// One address that no envelope can have must not keep the mailing from the others.
    private static Optional<Leaving> leaving(RecordId record, Copy copy) {
        try {
            return Optional.of(Leaving.of(copy));
        } catch (IllegalStateException impossible) {
            LOG.log(System.Logger.Level.ERROR, "event=list-copy-impossible record=" + record + " to=" + copy.to(), impossible);
            return Optional.empty();
        }
    }
}
