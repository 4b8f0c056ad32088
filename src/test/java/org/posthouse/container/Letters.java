package org.posthouse.container;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Path;
import org.posthouse.store.Intake;
import org.posthouse.store.StoredEnvelope;

/// One message, and the envelopes it comes in.
public final class Letters {
    private static final String HEADER = "Subject: a letter\r\n\r\n";
    public static final byte[] BODY = (HEADER + "Good morning.\r\n").getBytes(StandardCharsets.US_ASCII);
    public static final BodyFacts FACTS = new BodyFacts(BODY.length, HEADER.length(), 3, 0, false, true);

    private Letters() { }

    /// From bob@example.org, at a moment that is kept exactly.
    public static StoredEnvelope to(String... recipients) {
        var paths = Arrays.stream(recipients).map(to -> Recipient.of(path(to))).toList();
        return new StoredEnvelope(Instant.parse("2026-01-02T03:04:05.678901Z"), new Envelope(Sender.of(Path.to("bob", "example.org")), paths), FACTS, Optional.empty(), Optional.empty(), Intake.UNASKED);
    }

    public static Path path(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? Path.to(address, "") : Path.to(address.substring(0, at), address.substring(at + 1));
    }
}
