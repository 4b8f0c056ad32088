package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.posthouse.journey.Event;
import org.posthouse.journey.Event.Kind;
import org.posthouse.journey.Journal;
import org.posthouse.routing.Sorting;

/// What the journeys of messages hear from the queue, after it was committed.
@ApplicationScoped class Diary {
    @Inject Journal journal;
    @Inject Clock clock;

    void queued(Delivery delivery) {
        if (delivery.state() == Delivery.State.HELD) note(delivery, Kind.HELD, delivery.destination(), delivery.hold());
        else note(delivery, Kind.QUEUED, delivery.destination(), "");
    }

    void kept(Delivery delivery, String reason) { note(delivery, Kind.HELD, delivery.destination(), reason); }

    void ended(Delivery delivery, Outcome outcome) {
        if (outcome instanceof Outcome.Done && delivery.transport().equals(Sorting.TRANSPORT)) return;     // whoever sorts it says where it went
        var kind = switch (outcome) {
            case Outcome.Done _ -> delivery.transport().equals(Transport.MAILBOX) ? Kind.DELIVERED : Kind.SENT;
            case Outcome.Later _ -> Kind.DEFERRED;
            case Outcome.Never _, Outcome.Expired _ -> Kind.FAILED;
        };
        var remark = outcome.remark();
        var words = ((remark.code() == 0 ? "" : remark.code() + " ") + (remark.enhanced().isEmpty() ? "" : remark.enhanced() + " ") + remark.text()).strip();
        note(delivery, kind, remark.host().isEmpty() ? delivery.destination() : remark.host(), remark.tls().isEmpty() ? words : words + " (" + remark.tls() + ")");
    }

    void note(Delivery delivery, Kind kind, String subject, String text) {
        if (delivery.transport().equals(ExpandedTransport.NAME)) return;   // its copies tell their own
        journal.note(new Event(clock.instant(), delivery.record().toString(), delivery.original().isEmpty() ? delivery.recipient() : delivery.original(), kind, subject, text).to(delivery.recipient()).of(delivery.account()));
    }
}
