package org.posthouse.delivery;

import java.util.Set;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.list.Courier;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.store.Entry;
import org.posthouse.store.Position;

/// One copy of a message as it sets out.
///
/// @param number of this copy among those of the message
/// @param sender envelope sender
/// @param fields header fields in front of this copy, whole lines with CRLF
/// @param hold   why it waits; empty to go on
record Leaving(Recipient recipient, int number, Path sender, String fields, String hold) {
    /// Members who refuse a copy are a matter of the list, those who are slow are not.
    private static final Set<Notify> FAILURES = Set.of(Notify.FAILURE);

    /// As the envelope has it.
    ///
    /// @param number place of the recipient in there
    static Leaving of(Entry entry, int number) {
        var intake = entry.envelope().intake();
        return new Leaving(entry.envelope().envelope().recipients().get(number), number, entry.envelope().envelope().sender().path(), intake.fieldsOf(number), intake.holdOf(number));
    }

    /// As a list sends it: not to be found in the envelope.
    static Leaving of(Courier.Copy copy) { return new Leaving(new Recipient(Path.to(copy.to()), FAILURES, ""), copy.number(), path(copy.sender()), copy.fields(), ""); }

    /// As it stands in the queue.
    static Leaving of(Load load, Delivery delivery) {
        if (!load.envelope().isKept()) return of(new Entry(load.record(), Position.START, load.envelope()), delivery.number()).having(TracePrefix.fields(load.prefix()));
        return new Leaving(new Recipient(path(delivery.original()), delivery.notifies(), delivery.orcpt()), delivery.number(), path(load.sender()), TracePrefix.fields(load.prefix()), "");
    }

    /// With more fields in front.
    Leaving with(String more) { return more.isEmpty() ? this : having(fields + more); }

    private Leaving having(String other) { return new Leaving(recipient, number, sender, other, hold); }

    private static Path path(String address) {
        if (PathRead.parse("<" + address + ">") instanceof PathRead.Good(var path, _)) return path;
        throw new IllegalStateException("no address: " + address);
    }
}
