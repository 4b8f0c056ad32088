package org.posthouse.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.message.BodyText;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;

/// A message as rules see it. Its header and its text are read when a rule asks for them, and once.
public final class MailView {
    /// Octets of the body that rules look at.
    static final int MOST_TEXT = 256 << 10;
    /// Of them, what patterns are tried on.
    private static final int MOST_MATCHED = 64 << 10;

    /// Opens the message from its first octet.
    public interface Source { java.io.InputStream open() throws IOException; }

    private final InetAddress client;
    private final Envelope envelope;
    private final BodyFacts facts;
    private final Source source;
    private HeaderFields header;
    private String body;
    private String folded;

    public MailView(InetAddress client, Envelope envelope, BodyFacts facts, Source source) {
        this.client = client;
        this.envelope = envelope;
        this.facts = facts;
        this.source = source;
    }

    public static MailView of(InetAddress client, Envelope envelope, StagedBody body) { return new MailView(client, envelope, body.facts(), body::open); }

    InetAddress client() { return client; }

    Envelope envelope() { return envelope; }

    long size() { return facts.size(); }

    HeaderFields header() {
        if (header != null) return header;
        try (var in = source.open()) {
            return header = HeaderFields.read(in, facts.headerSize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bodies of fields with these names, encoded words read.
    List<String> fields(String... names) {
        return header().all().stream().filter(field -> Arrays.stream(names).anyMatch(field::is)).map(field -> EncodedWords.read(field.body())).toList();
    }

    /// All fields with their names.
    List<String> lines() { return header().all().stream().map(field -> field.name() + ": " + EncodedWords.read(field.body())).toList(); }

    /// Its text; in lower case when case does not matter.
    String body(boolean exactCase) {
        if (body == null) {
            try (var in = source.open()) {
                in.skipNBytes(facts.headerSize());
                body = BodyText.of(header(), in.readNBytes(MOST_TEXT));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (exactCase) return body;
        return folded == null ? folded = body.toLowerCase(Locale.ROOT) : folded;
    }

    List<String> bodyLines() {
        var text = body(true);
        var lines = new ArrayList<String>();
        text.substring(0, Math.min(text.length(), MOST_MATCHED)).lines().forEach(lines::add);
        return lines;
    }
}
