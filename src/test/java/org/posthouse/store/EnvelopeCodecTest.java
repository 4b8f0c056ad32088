package org.posthouse.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.TlsFacts;
import org.posthouse.mime.Path;

class EnvelopeCodecTest {
    private static final Instant ARRIVAL = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final BodyFacts FACTS = new BodyFacts(1234, 321, 40, 2, true, true);
    private static final Recipient JANE = Recipient.of(Path.to("jane", "example.test"));

    static Stream<StoredEnvelope> envelopes() {
        var sender = Sender.of(Path.to("bob", "example.org"));
        var full = new Sender(Path.to("böb", "exämple.org"), 1L << 40, Sender.Body.BINARY, true, Sender.Ret.HDRS, "QQ+314159", "auth@example.org");
        var trace = new Trace("submissions", new InetSocketAddress("2001:db8::7", 65535), "client", true, Optional.of(new TlsFacts("TLSv1.3", "TLS_AES_256_GCM_SHA384")),
                Optional.of(new SignedIn(Long.MAX_VALUE, "jane@example.test")), "s1");
        var plain = new Trace("smtp", new InetSocketAddress("192.0.2.7", 0), "", false, Optional.empty(), Optional.empty(), "");
        return Stream.of(
                StoredEnvelope.received(ARRIVAL, new Envelope(sender, List.of(JANE)), FACTS, plain, Intake.UNASKED),
                StoredEnvelope.received(ARRIVAL, new Envelope(full, List.of(JANE)), FACTS, trace, new Intake("softfail", true, "too many", "Received-SPF: softfail\r\n",
                        List.of(new Ruling("Sale", Ruling.Action.HOLD, "a rule", List.of()), new Ruling("Mark", Ruling.Action.FIELD, "X-Mark: 1\r\n", List.of(0, 300))))),
                StoredEnvelope.made(ARRIVAL, new Envelope(Sender.of(Path.NULL), List.of(JANE)), FACTS, "report:17"),
                StoredEnvelope.received(Instant.EPOCH, new Envelope(sender, List.of(JANE)), new BodyFacts(0, 0, 0, 0, false, false), plain, Intake.OWN),
                StoredEnvelope.received(Instant.parse("1969-12-31T23:59:59.999999Z"), new Envelope(sender, List.of(JANE)), new BodyFacts(Long.MAX_VALUE, Integer.MAX_VALUE, 1, 1, false, true), plain, Intake.OWN),
                StoredEnvelope.received(ARRIVAL, new Envelope(sender, List.of(
                        new Recipient(Path.to("a", "b.test"), Set.of(Recipient.Notify.NEVER), ""),
                        new Recipient(Path.to("a", "b.test"), Set.of(Recipient.Notify.SUCCESS, Recipient.Notify.FAILURE, Recipient.Notify.DELAY), "rfc822;A@b.test"),
                        Recipient.of(Path.to("postmaster", "")))), FACTS, plain, Intake.UNASKED),
                StoredEnvelope.received(ARRIVAL, new Envelope(sender, IntStream.range(0, 1000).mapToObj(i -> Recipient.of(Path.to("user" + i, "example.test"))).toList()), FACTS, plain, Intake.UNASKED));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void whatIsWrittenIsReadBack(StoredEnvelope envelope) throws IOException {
        var octets = EnvelopeCodec.encode(envelope);
        assertEquals(envelope, EnvelopeCodec.decode(ByteBuffer.wrap(octets)));
        assertEquals(envelope.facts(), EnvelopeCodec.decodeFacts(ByteBuffer.wrap(octets)));
    }

    @Test void bothFormatsStayAsTheyAre() throws IOException {
        var envelope = StoredEnvelope.made(ARRIVAL, new Envelope(Sender.of(Path.NULL), List.of(JANE)), FACTS, "report:17");
        var first = "01d209c102280203a5ebdcca06f5b729" + "0000000000" + "0101" + "046a616e65" + "0c6578616d706c652e74657374" + "0000" + "02" + "097265706f72743a3137";
        assertEquals(envelope, EnvelopeCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(first))));
        var second = "02" + first.substring(2) + "01" + "00" + "00" + "00" + "00";
        assertEquals(envelope, EnvelopeCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(second))));
        assertEquals(second, HexFormat.of().formatHex(EnvelopeCodec.encode(envelope)));
    }

    @Test void aNewerVersionIsRefusedByName() {
        var octets = EnvelopeCodec.encode(envelopes().findFirst().orElseThrow());
        octets[0] = 3;
        var refused = assertThrows(IOException.class, () -> EnvelopeCodec.decode(ByteBuffer.wrap(octets)));
        assertEquals("envelope version 3, this house reads 1 to 2", refused.getMessage());
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void octetsThatEndTooEarlyAreNoEnvelope(StoredEnvelope envelope) {
        var octets = EnvelopeCodec.encode(envelope);
        for (int length = 0; length < Math.min(octets.length, 200); length++) {
            var cut = ByteBuffer.wrap(octets, 0, length);
            assertThrows(IOException.class, () -> EnvelopeCodec.decode(cut), "cut at " + length);
        }
    }

    @Test void aRidiculousCountIsRefusedBeforeAnythingIsReserved() {
        var octets = EnvelopeCodec.encode(envelopes().findFirst().orElseThrow());
        for (int i = 1; i < octets.length; i++) {
            var wrong = octets.clone();
            wrong[i] = (byte) 0xFF;
            try {
                EnvelopeCodec.decode(ByteBuffer.wrap(wrong));
            } catch (IOException refused) {
                assertTrue(refused.getMessage().contains("version 2"), refused.getMessage());
            }
        }
    }
}
