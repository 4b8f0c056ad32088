package org.posthouse.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.message.BodyText;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.sieve.Mail;

/// One message as a script of one account sees it. Header and text are read when they are asked for, and once.
///
/// @param sender    the envelope's without brackets; empty for the null sender
/// @param recipient the envelope's that led here
/// @param now       in the owner's time zone
public final class FilteredMail implements Mail {
    /// Octets of the body that scripts look at.
    private static final int MOST_BODY = 1 << 20;

    /// Opens the message from its first octet.
    @FunctionalInterface
    public interface Source { InputStream open() throws IOException; }

    private final BodyFacts facts;
    private final Source source;
    private final String sender;
    private final String recipient;
    private final ZonedDateTime now;
    private final Predicate<String> folders;
    private final BiPredicate<String, String> seen;
    private HeaderFields header;
    private byte[] body;
    private List<BodyText.Part> parts;

    public FilteredMail(BodyFacts facts, Source source, String sender, String recipient, ZonedDateTime now, Predicate<String> folders, BiPredicate<String, String> seen) {
        this.facts = facts;
        this.source = source;
        this.sender = sender;
        this.recipient = recipient;
        this.now = now;
        this.folders = folders;
        this.seen = seen;
    }

    private HeaderFields header() {
        if (header != null) return header;
        try (var in = source.open()) {
            return header = HeaderFields.read(in, facts.headerSize());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private byte[] octets() {
        if (body != null) return body;
        try (var in = source.open()) {
            in.skipNBytes(facts.headerSize());
            return body = in.readNBytes(MOST_BODY);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override public List<String> header(String name) { return header().every(name).stream().map(EncodedWords::read).toList(); }

    @Override public long size() { return facts.size(); }

    @Override public String sender() { return sender; }

    @Override public String recipient() { return recipient; }

    @Override public List<String> body(List<String> types) {
        if (types.isEmpty()) return List.of(new String(octets(), StandardCharsets.UTF_8));
        if (parts == null) parts = BodyText.parts(header(), octets());
        return parts.stream().filter(part -> types.stream().anyMatch(type -> is(part.type().isEmpty() ? "text/plain" : part.type(), type.toLowerCase(Locale.ROOT)))).map(BodyText.Part::text).toList();
    }

    /// RFC 5173 §5.2: a type alone stands for all its subtypes, an empty one for everything.
    private static boolean is(String type, String wanted) { return wanted.isEmpty() || type.equals(wanted) || wanted.indexOf('/') < 0 && type.startsWith(wanted + "/"); }

    @Override public ZonedDateTime now() { return now; }

    @Override public boolean hasFolder(String name) { return folders.test(name); }

    @Override public boolean seen(String handle, String id) { return seen.test(handle, id); }
}
