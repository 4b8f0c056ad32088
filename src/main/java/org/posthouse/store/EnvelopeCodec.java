package org.posthouse.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.TlsFacts;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;

/// The envelope as octets, version 2; version 1, which has no intake, is read too. Numbers are LEB128, texts UTF-8 behind their length; docs/store-format.md has the order of fields.
///
/// Enum values are written as fixed codes, not ordinals: reordering a Java enum must not change what old records mean.
final class EnvelopeCodec {
    static final int VERSION = 2;
    private static final int WITHOUT_INTAKE = 1;
    /// Octets one envelope may take: some thousand recipients with their longest options.
    static final int LIMIT = 4 << 20;

    private static final Sender.Body[] BODIES = { Sender.Body.SEVEN_BIT, Sender.Body.EIGHT_BIT, Sender.Body.BINARY };
    private static final Sender.Ret[] RETS = { Sender.Ret.UNSAID, Sender.Ret.FULL, Sender.Ret.HDRS };
    private static final Ruling.Action[] ACTIONS = { Ruling.Action.DONE, Ruling.Action.HOLD, Ruling.Action.DISCARD, Ruling.Action.FIELD };
    private static final Recipient.Notify[] NOTIFIES = { Recipient.Notify.NEVER, Recipient.Notify.SUCCESS, Recipient.Notify.FAILURE, Recipient.Notify.DELAY };

    private EnvelopeCodec() { }

    static byte[] encode(StoredEnvelope stored) {
        var out = new Out();
        out.write(VERSION);
        var facts = stored.facts();
        out.number(facts.size());
        out.number(facts.headerSize());
        out.number(facts.lines());
        out.number(facts.dotLines());
        out.flags(facts.eightBit(), facts.endsInCrlf());
        out.number(stored.arrival().getEpochSecond());
        out.number(stored.arrival().getNano() / 1000);
        sender(out, stored.envelope().sender());
        out.number(stored.envelope().recipients().size());
        stored.envelope().recipients().forEach(recipient -> recipient(out, recipient));
        out.flags(stored.trace().isPresent(), stored.cause().isPresent());
        stored.trace().ifPresent(trace -> trace(out, trace));
        stored.cause().ifPresent(out::text);
        intake(out, stored.intake());
        return out.toByteArray();
    }

    /// @throws IOException when the octets are of a newer version or make no sense; the CRC was right, so it is not rot
    static StoredEnvelope decode(ByteBuffer octets) throws IOException {
        try {
            var in = new In(octets);
            int version = version(in);
            var facts = facts(in);
            var arrival = Instant.ofEpochSecond(in.number(), in.number() * 1000);
            var sender = sender(in);
            int count = in.count();
            var recipients = new ArrayList<Recipient>(Math.min(count, 1024));
            for (int i = 0; i < count; i++) recipients.add(recipient(in));
            int present = in.octet();
            Optional<Trace> trace = (present & 1) != 0 ? Optional.of(trace(in)) : Optional.empty();
            Optional<String> cause = (present & 2) != 0 ? Optional.of(in.text()) : Optional.empty();
            var intake = version == WITHOUT_INTAKE ? trace.flatMap(Trace::who).isPresent() || cause.isPresent() ? Intake.OWN : Intake.UNASKED : intake(in);
            return new StoredEnvelope(arrival, new Envelope(sender, recipients), facts, trace, cause, intake);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("an envelope of version " + VERSION + " that does not follow its format", e);
        }
    }

    /// Only the facts, which come first so that reading a message need not decode its recipients.
    static BodyFacts decodeFacts(ByteBuffer octets) throws IOException {
        try {
            var in = new In(octets);
            version(in);
            return facts(in);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("an envelope of version " + VERSION + " that does not follow its format", e);
        }
    }

    private static int version(In in) throws IOException {
        int version = in.octet();
        if (version != VERSION && version != WITHOUT_INTAKE) throw new IOException("envelope version " + version + ", this house reads " + WITHOUT_INTAKE + " to " + VERSION);
        return version;
    }

    private static BodyFacts facts(In in) {
        long size = in.number();
        int header = in.count();
        long lines = in.number();
        long dotLines = in.number();
        int flags = in.octet();
        return new BodyFacts(size, header, lines, dotLines, (flags & 1) != 0, (flags & 2) != 0);
    }

    private static void sender(Out out, Sender sender) {
        path(out, sender.path());
        out.number(sender.size());
        out.write(code(BODIES, sender.body()) | code(RETS, sender.ret()) << 2 | (sender.utf8() ? 1 << 4 : 0));
        out.text(sender.envid());
        out.text(sender.auth());
    }

    private static Sender sender(In in) {
        var path = path(in);
        long size = in.number();
        int options = in.octet();
        return new Sender(path, size, BODIES[options & 3], (options & 1 << 4) != 0, RETS[options >> 2 & 3], in.text(), in.text());
    }

    private static void recipient(Out out, Recipient recipient) {
        path(out, recipient.path());
        int notify = 0;
        for (var word : recipient.notifies()) notify |= 1 << code(NOTIFIES, word);
        out.write(notify);
        out.text(recipient.orcpt());
    }

    private static Recipient recipient(In in) {
        var path = path(in);
        int bits = in.octet();
        Set<Recipient.Notify> notify = EnumSet.noneOf(Recipient.Notify.class);
        for (int i = 0; i < NOTIFIES.length; i++) if ((bits & 1 << i) != 0) notify.add(NOTIFIES[i]);
        return new Recipient(path, notify, in.text());
    }

    private static void path(Out out, Path path) {
        out.flags(path.address().isPresent(), false);
        path.address().ifPresent(address -> {
            out.text(address.local());
            out.text(address.domain());
        });
    }

    private static Path path(In in) { return in.octet() == 0 ? Path.NULL : Path.to(new Address(in.text(), in.text())); }

    private static void trace(Out out, Trace trace) {
        out.text(trace.service());
        out.bytes(trace.client().getAddress().getAddress());
        out.number(trace.client().getPort());
        out.text(trace.helo());
        out.write((trace.extended() ? 1 : 0) | (trace.tls().isPresent() ? 2 : 0) | (trace.who().isPresent() ? 4 : 0));
        trace.tls().ifPresent(tls -> {
            out.text(tls.protocol());
            out.text(tls.cipher());
        });
        trace.who().ifPresent(who -> {
            out.number(who.account());
            out.text(who.address());
        });
        out.text(trace.session());
    }

    private static Trace trace(In in) throws UnknownHostException {
        var service = in.text();
        var client = new InetSocketAddress(InetAddress.getByAddress(in.bytes()), in.count());
        var helo = in.text();
        int flags = in.octet();
        Optional<TlsFacts> tls = (flags & 2) != 0 ? Optional.of(new TlsFacts(in.text(), in.text())) : Optional.empty();
        Optional<SignedIn> who = (flags & 4) != 0 ? Optional.of(new SignedIn(in.number(), in.text())) : Optional.empty();
        return new Trace(service, client, helo, (flags & 1) != 0, tls, who, in.text());
    }

    private static void intake(Out out, Intake intake) {
        out.write(intake.reportable() ? 1 : 0);
        out.text(intake.spf());
        out.text(intake.hold());
        out.text(intake.fields());
        out.number(intake.rulings().size());
        intake.rulings().forEach(ruling -> ruling(out, ruling));
    }

    private static Intake intake(In in) {
        int flags = in.octet();
        var spf = in.text();
        var hold = in.text();
        var fields = in.text();
        int count = in.count();
        var rulings = new ArrayList<Ruling>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) rulings.add(ruling(in));
        return new Intake(spf, (flags & 1) != 0, hold, fields, rulings);
    }

    private static void ruling(Out out, Ruling ruling) {
        out.write(code(ACTIONS, ruling.action()));
        out.text(ruling.rule());
        out.text(ruling.text());
        out.number(ruling.recipients().size());
        ruling.recipients().forEach(out::number);
    }

    private static Ruling ruling(In in) {
        int action = in.octet();
        var rule = in.text();
        var text = in.text();
        int count = in.count();
        var recipients = new ArrayList<Integer>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) recipients.add(in.count());
        return new Ruling(rule, ACTIONS[action], text, recipients);
    }

    private static <T> int code(T[] codes, T value) {
        for (int i = 0; i < codes.length; i++) if (codes[i] == value) return i;
        throw new IllegalArgumentException("no code for " + value);
    }

    private static final class Out extends ByteArrayOutputStream {
        Out() { super(256); }

        void number(long value) {
            for (; (value & ~0x7FL) != 0; value >>>= 7) write((int) value & 0x7F | 0x80);
            write((int) value);
        }

        void flags(boolean first, boolean second) { write((first ? 1 : 0) | (second ? 2 : 0)); }

        void bytes(byte[] octets) {
            number(octets.length);
            writeBytes(octets);
        }

        void text(String text) { bytes(text.getBytes(UTF_8)); }
    }

    private record In(ByteBuffer octets) {
        int octet() { return octets.get() & 0xFF; }

        long number() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int octet = octet();
                value |= (long) (octet & 0x7F) << shift;
                if (octet < 0x80) return value;
            }
            throw new IllegalArgumentException("a number of more than 64 bits");
        }

        int count() {
            long value = number();
            if (value < 0 || value > Integer.MAX_VALUE) throw new IllegalArgumentException("a count of " + value);
            return (int) value;
        }

        byte[] bytes() {
            int length = count();
            if (length > octets.remaining()) throw new BufferUnderflowException();
            var bytes = new byte[length];
            octets.get(bytes);
            return bytes;
        }

        String text() { return new String(bytes(), UTF_8); }
    }
}
