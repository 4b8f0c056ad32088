package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Directory;
import org.posthouse.list.Courier;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Messages;
import org.posthouse.mailbox.Room;
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
    @Inject Directory directory;
    @Inject Room room;
    @Inject Messages messages;
    @Inject Queue queue;

    @Override public void hand(RecordId record, StoredEnvelope envelope, List<Copy> copies) {
        var entry = new Entry(record, Position.START, envelope);
        var arrivals = new ArrayList<Arrival>();
        var consignments = new ArrayList<Consignment>();
        for (var copy : copies) {
            var leaving = leaving(record, copy);
            if (leaving.isEmpty()) continue;
            var made = made(entry, leaving.get(), copy);
            arrivals.addAll(made.arrivals());
            consignments.addAll(made.consignments());
        }
        messages.add(arrivals);
        queue.add(consignments);
    }

    /// Nobody asks at RCPT for members here: what their mailboxes have no room for comes back as it would from elsewhere, and counts there.
    private Copies made(Entry entry, Leaving leaving, Copy copy) {
        var to = directory.recipient(copy.to());
        var refused = to.flatMap(one -> room.refusal(one, entry.envelope().facts().size(), false));
        return refused.isEmpty() ? expansion.expand(entry, leaving) : expansion.back(entry, leaving, to.get(), refused.get().enhanced(), String.join(" ", refused.get().lines()));
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
