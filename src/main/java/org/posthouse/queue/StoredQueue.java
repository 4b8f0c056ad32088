package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.posthouse.database.AfterCommit;
import org.posthouse.domain.Ids;
import org.posthouse.queue.Delivery.State;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// The queue as a table. What is committed is heard of at once.
@ApplicationScoped class StoredQueue implements Queue {
    @Inject Rows rows;
    @Inject Envelopes envelopes;
    @Inject Ways ways;
    @Inject Schedules schedules;
    @Inject Shelf shelf;
    @Inject Ids ids;
    @Inject Clock clock;
    @Inject Bell bell;
    @Inject Diary diary;

    @Override public void add(List<Consignment> consignments) {
        if (consignments.isEmpty()) return;
        var known = new HashMap<RecordId, StoredEnvelope>();
        var fresh = new ArrayList<Rows.Row>();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (var consignment : consignments) fresh.add(fresh(consignment, known.computeIfAbsent(consignment.record(), this::envelope), now));
        var added = rows.add(taken(fresh, now), shelf::holds);
        if (!added.isEmpty()) AfterCommit.run(() -> committed(added));
    }

    /// What leaves at once is written as taken, as far as there is room on the shelf: of a mailing to many nothing is looked for and changed before it goes.
    private List<Rows.Row> taken(List<Rows.Row> fresh, Instant now) {
        var serves = new HashMap<String, Boolean>();
        var written = new ArrayList<Rows.Row>(fresh.size());
        int room = shelf.room();
        for (var row : fresh) {
            var delivery = row.delivery();
            boolean leaves = room > 0 && delivery.state() == State.WAITING && delivery.transport().equals(Transport.SMTP) && serves.computeIfAbsent(delivery.destination(), destination -> shelf.serves(destination, now));
            var again = leaves ? schedules.next(delivery.taken(now), now) : Optional.<Instant>empty();
            if (again.isPresent()) room--;
            written.add(again.map(time -> new Rows.Row(delivery.taken(time.truncatedTo(ChronoUnit.MICROS)), row.prefix())).orElse(row));
        }
        return written;
    }

    @Override public void wake() { bell.look(); }

    private void committed(List<Rows.Row> rows) {
        var lying = rows.stream().filter(row -> row.delivery().state() == State.TRYING).toList();
        shelf.put(lying, clock.instant());
        lying.stream().map(row -> Bell.Work.fresh(row.delivery())).distinct().forEach(bell::due);
        bell.due(rows.stream().map(Rows.Row::delivery).filter(delivery -> delivery.state() == State.WAITING).toList());
        for (var row : rows) diary.queued(row.delivery());
    }

    private Rows.Row fresh(Consignment wish, StoredEnvelope envelope, Instant now) {
        var state = wish.hold().isEmpty() ? ways.state(wish.transport(), wish.target(), wish.recipient()) : State.HELD;
        var delivery = new Delivery(ids.next(), wish.record(), wish.number(), wish.sender(), wish.recipient(), wish.original(), wish.notifies(), wish.orcpt(), wish.account(), wish.transport(), wish.target(),
                ways.destination(wish.transport(), wish.target(), wish.recipient()), state, wish.hold(), 0, envelope.arrival(), now, false, wish.prefix().length + envelope.facts().size(), Remark.NONE);
        return new Rows.Row(delivery, wish.prefix());
    }

    private StoredEnvelope envelope(RecordId record) {
        try {
            return envelopes.of(record).orElseThrow(() -> new IllegalStateException("there is no message " + record));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
