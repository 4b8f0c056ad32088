package org.posthouse.transport;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.connector.api.Sender;
import org.posthouse.housemail.Letter;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoredEnvelope;

/// A store and a run of one delivery each, for transports that are not told apart from the queue's.
final class OneRun implements AutoCloseable {
    static final byte[] PREFIX = "Return-Path: <bob@far.org>\r\n".getBytes(StandardCharsets.US_ASCII);
    final OpenStore open = new OpenStore();
    final Clock clock;

    OneRun(Path home, Clock clock) throws Exception {
        this.clock = clock;
        open.set(MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, clock));
    }

    /// What becomes of a message.
    interface Carrier {
        void carry(Run run) throws InterruptedException;
    }

    /// @param message LF for CRLF
    Outcome carry(Carrier transport, String name, String target, String sender, String recipient, String message) throws Exception {
        var octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var envelope = StoredEnvelope.made(clock.instant(), new Envelope(Sender.of(org.posthouse.mime.Path.NULL), List.of(Recipient.of(org.posthouse.mime.Path.to("jane", "podunk.test")))), Letter.facts(octets), "test");
        open.get().append(envelope, octets).await();
        var record = open.get().take(1).getFirst().id();
        var delivery = new Delivery(1, record, 0, sender, recipient, "j.doe@podunk.test", Set.<Notify>of(), "", 7, name, target, name + ":" + target, Delivery.State.WAITING, "", 0, Instant.EPOCH, Instant.EPOCH, false, octets.length, Remark.NONE);
        var loads = new ArrayDeque<>(List.of(new Load(record, envelope, sender, PREFIX, List.of(delivery))));
        var outcomes = new ArrayDeque<Outcome>();
        transport.carry(new Run() {
            @Override public String destination() { return name + ":" + target; }

            @Override public Delivery sample() { return delivery; }

            @Override public Optional<Load> next() { return Optional.ofNullable(((Queue<Load>) loads).poll()); }

            @Override public void settle(Load load, Map<Delivery, Outcome> settled, Runnable with) {
                with.run();
                outcomes.addAll(settled.values());
            }

            @Override public void unreachable(Remark why) { throw new AssertionError(why); }
        });
        return outcomes.getFirst();
    }

    static String said(Outcome outcome) {
        var kind = switch (outcome) {
            case Outcome.Done _ -> "done";
            case Outcome.Later _ -> "later";
            case Outcome.Never _ -> "never";
            default -> outcome.toString();
        };
        return kind + " " + outcome.remark().enhanced() + " " + outcome.remark().text();
    }

    @Override public void close() { open.get().close(); }
}
