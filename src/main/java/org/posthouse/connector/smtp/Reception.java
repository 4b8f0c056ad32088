package org.posthouse.connector.smtp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.BodySink;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.IntakeVerdict;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.mime.MessageInspector;
import org.posthouse.wire.Flood;
import org.posthouse.wire.OctetSink;

/// One message on its way from the wire to the house. What is wrong with it is kept until the last octet has been read, for only then can it be said.
final class Reception implements OctetSink, AutoCloseable {
    private static final long DRAINED = 1 << 20;

    private final Session session;
    private final Envelope envelope;
    private final BodySink sink;
    private final MessageInspector inspector;
    private final long began = System.nanoTime();
    private Optional<Reply> refusal = Optional.empty();
    private long received;

    /// @throws IllegalArgumentException nobody is to have it
    Reception(Session session, Phase.Mail mail) {
        var limits = session.limits();
        this.session = session;
        this.envelope = new Envelope(mail.sender(), mail.recipients());
        this.inspector = new MessageInspector(new MessageInspector.Caps(limits.textOctets(), limits.headerBytes(), limits.headerFields(),
                limits.parameterOctets(), limits.mimeDepth(), limits.mimeParts()));
        this.sink = session.connection().house().staging().open();
    }

    int recipients() { return envelope.recipients().size(); }

    /// Already refused, whatever follows.
    boolean failed() { return refusal.isPresent(); }

    /// How much more of a message that is refused anyway will be read than could have been taken.
    static long mostOctets(Limits limits) { return Math.min(limits.messageBytes(), Long.MAX_VALUE / 4) * 2 + DRAINED; }

    /// Sets the time-outs for reading more of it.
    void allowTime() throws SocketTimeoutException {
        var left = session.limits().dataTotal().minusNanos(System.nanoTime() - began);
        if (!left.isPositive()) throw new SocketTimeoutException("message too slow");
        session.wire().timeout(session.limits().dataTimeout());
        session.wire().deadline(left);
    }

    @Override public void write(byte[] octets, int from, int length) throws IOException {
        received += length;
        if (received > mostOctets(session.limits())) throw new Flood("message");
        if (failed()) return;
        inspector.write(octets, from, length);
        if (received > session.limits().messageBytes()) refuse(Replies.TOO_BIG);
        else if (inspector.fault().isPresent()) refuse(Replies.unfit(inspector.fault().get()));
        else store(octets, from, length);
    }

    private void store(byte[] octets, int from, int length) {
        try {
            sink.write(octets, from, length);
        } catch (IOException | RuntimeException full) {
            session.fault(full);
            refuse(Replies.DISK);
        }
    }

    private void refuse(Reply reply) {
        refusal = Optional.of(reply);
        sink.close();
    }

    /// The last octet is in: hands the message to the house and waits until it is on disk.
    ///
    /// @throws InterruptedException nothing may be said to the client
    Reply finish() throws InterruptedException {
        if (!failed()) inspector.finish().ifPresent(fault -> refuse(Replies.unfit(fault)));
        var reply = failed() ? refusal.get() : handOver();
        report(reply);
        return reply;
    }

    /// A chunk was refused: there will be no more of this message.
    Reply abandon() {
        var reply = refusal.orElse(Replies.CHUNK_FAILED);
        report(reply);
        return reply;
    }

    private Reply handOver() throws InterruptedException {
        try (var body = sink.complete(facts())) {
            return switch (judged(body)) {
                case IntakeVerdict.Refused(var reply) -> reply;
                case IntakeVerdict.Taken(var pending) -> pending.await();       // outside of any call into the house
            };
        } catch (IOException full) {
            session.fault(full);
            return Replies.DISK;
        } catch (RuntimeException fault) {
            session.fault(fault);
            return Replies.FAULT;
        }
    }

    private IntakeVerdict judged(StagedBody body) {
        var client = session.client();
        return session.house(() -> session.connection().endpoints().intake(house -> house.deliver(client, envelope, body)), IntakeVerdict.Refused::new);
    }

    private BodyFacts facts() {
        return new BodyFacts(inspector.size(), inspector.headerSize(), inspector.lines(), inspector.dotLines(), inspector.eightBit(), inspector.endsInCrlf());
    }

    private void report(Reply reply) {
        session.counted(reply.positive());
        session.info("event=" + (reply.positive() ? "accepted" : "refused") + " from=" + Peer.text(envelope.sender().path().toString())
                + " to=" + Peer.text(envelope.recipients().getFirst().path().toString()) + " recipients=" + recipients() + " size=" + received
                + " ms=" + Duration.ofNanos(System.nanoTime() - began).toMillis() + " reply=" + Peer.text(reply));
    }

    @Override public void close() { sink.close(); }
}
