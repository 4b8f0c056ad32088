package org.posthouse.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Path;

/// Messages to store.
final class Samples {
    private Samples() { }

    /// The same octets for the same seed.
    static byte[] body(int octets, long seed) {
        var body = new byte[octets];
        new Random(seed).nextBytes(body);
        var head = ("Subject: " + seed + "\r\n\r\n").getBytes(US_ASCII);
        System.arraycopy(head, 0, body, 0, Math.min(head.length, octets));
        return body;
    }

    static BodyFacts facts(byte[] body) { return new BodyFacts(body.length, Math.min(body.length, 16), 3, 1, true, false); }

    static StoredEnvelope envelope(byte[] body) { return envelope(body, "jane"); }

    static StoredEnvelope envelope(byte[] body, String to) {
        var envelope = new Envelope(Sender.of(Path.to("bob", "example.org")), List.of(Recipient.of(Path.to(to, "example.test"))));
        var trace = new Trace("smtp", new InetSocketAddress("192.0.2.7", 40000), "client.example.org", true, Optional.empty(), Optional.empty(), "a1b2");
        return StoredEnvelope.received(Instant.parse("2026-01-02T03:04:05.678901Z"), envelope, facts(body), trace, Intake.UNASKED);
    }

    static boolean same(byte[] one, byte[] other) { return Arrays.equals(one, other); }
}
