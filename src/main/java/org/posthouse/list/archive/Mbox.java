package org.posthouse.list.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Many messages in one file (RFC 4155), read as every list manager since 1990 has written it: Content-Length is not believed, `>From ` is undone, line ends may be any.
public final class Mbox implements AutoCloseable {
    /// Of one message; what is longer is cut there.
    static final int MOST_OCTETS = 64 << 20;
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);
    /// `From jane@podunk.test  Mon Mar  2 10:00:00 2009`, with a zone here or there, or `jane at podunk.test`.
    private static final Pattern SEPARATOR = Pattern.compile("From .*?(?:[A-Z][a-z]{2},?\\s+)([A-Z][a-z]{2})\\s+(\\d{1,2})\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\s+[A-Z]{1,5}|\\s+[+-]\\d{4})?\\s+(\\d{4})(?:\\s+\\S+){0,3}\\s*");
    private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final int LONGEST_SEPARATOR = 500;

    private final InputStream in;
    private final Instant latest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private String separator;
    private boolean begun;
    private long read;

    /// @param posted when the separator says that it came
    /// @param octets line ends are CRLF
    public record Message(Optional<Instant> posted, byte[] octets, boolean cut) { }

    /// @param latest no message is later: a year 9999 would stay the newest for ever
    public Mbox(InputStream in, Instant latest) {
        this.in = new BufferedInputStream(in, 256 << 10);
        this.latest = latest;
    }

    /// Octets of the file so far.
    public long position() { return read; }

    /// The next message; empty at the end.
    public Optional<Message> next() throws IOException {
        if (!begun) {
            begun = true;
            if (!skipToFirst()) return Optional.empty();
        }
        if (separator == null) return Optional.empty();
        var posted = date(separator);
        separator = null;
        var message = new ByteArrayOutputStream(8192);
        boolean blank = false;
        boolean cut = false;
        while (line()) {
            var octets = line.toByteArray();
            if (isSeparator(octets, blank)) {
                separator = new String(octets, StandardCharsets.ISO_8859_1);
                break;
            }
            blank = octets.length == 0;
            int from = quoted(octets) ? 1 : 0;
            if (message.size() + octets.length > MOST_OCTETS) {
                cut = true;
                continue;
            }
            for (int i = from; i < octets.length; i++) if (octets[i] != 0 && octets[i] != '\r') message.write(octets[i]);        // neither may stand in a message (RFC 5322 §2.3, §4.1)
            message.write('\r');
            message.write('\n');
        }
        var octets = message.toByteArray();
        int length = octets.length;
        if (length >= 4 && octets[length - 3] == '\n' && octets[length - 4] == '\r') length -= 2;                // the empty line in front of the next separator
        return Optional.of(new Message(posted, java.util.Arrays.copyOf(octets, length), cut));
    }

    private boolean skipToFirst() throws IOException {
        while (line()) {
            var octets = line.toByteArray();
            if (isSeparator(octets, true)) {
                separator = new String(octets, StandardCharsets.ISO_8859_1);
                return true;
            }
        }
        return false;
    }

    /// Only behind an empty line and with a date: text that begins with "From " is not always escaped.
    private static boolean isSeparator(byte[] octets, boolean blank) {
        if (!blank || octets.length < 20 || octets.length > LONGEST_SEPARATOR || octets[0] != 'F' || octets[1] != 'r' || octets[2] != 'o' || octets[3] != 'm' || octets[4] != ' ') return false;
        return SEPARATOR.matcher(new String(octets, StandardCharsets.ISO_8859_1)).matches();
    }

    /// `>From ` and `>>From ` lose one `>`.
    private static boolean quoted(byte[] octets) {
        int i = 0;
        while (i < octets.length && octets[i] == '>') i++;
        return i > 0 && octets.length >= i + 5 && octets[i] == 'F' && octets[i + 1] == 'r' && octets[i + 2] == 'o' && octets[i + 3] == 'm' && octets[i + 4] == ' ';
    }

    /// The next line without its end; false at the end of the file.
    private boolean line() throws IOException {
        line.reset();
        boolean any = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            read++;
            any = true;
            if (c == '\n') {
                trim();
                return true;
            }
            if (line.size() < MOST_OCTETS) line.write(c);
        }
        trim();
        return any;
    }

    private void trim() {
        int size = line.size();
        if (size == 0) return;
        var octets = line.toByteArray();
        if (octets[size - 1] != '\r') return;
        line.reset();
        line.write(octets, 0, size - 1);
    }

    private Optional<Instant> date(String separator) {
        var match = SEPARATOR.matcher(separator);
        if (!match.matches()) return Optional.empty();
        try {
            var posted = LocalDateTime.of(Integer.parseInt(match.group(6)), MONTHS.indexOf(match.group(1)) + 1, Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)), Integer.parseInt(match.group(4)),
                    match.group(5) == null ? 0 : Math.min(59, Integer.parseInt(match.group(5)))).toInstant(ZoneOffset.UTC);
            return Optional.of(posted).filter(when -> !when.isBefore(Instant.EPOCH) && !when.isAfter(latest));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    @Override public void close() throws IOException { in.close(); }

    /// Writes the line that begins a message.
    public static void separator(OutputStream out, String address, Instant when) throws IOException {
        out.write(("From " + address.replaceAll("[^!-~]", "_") + " " + ASCTIME.format(when.atZone(ZoneOffset.UTC)).replaceFirst(" (\\d) ", "  $1 ") + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Writes a message with LF line ends, `From ` escaped so that it can be undone, and the empty line behind it.
    public static void message(OutputStream out, InputStream message) throws IOException {
        try (var lines = new Mbox(message, Instant.EPOCH)) {
            while (lines.line()) {
                var octets = lines.line.toByteArray();
                if (octets.length >= 5 && octets[0] == 'F' && octets[1] == 'r' && octets[2] == 'o' && octets[3] == 'm' && octets[4] == ' ' || quoted(octets)) out.write('>');
                out.write(octets);
                out.write('\n');
            }
            out.write('\n');
        }
    }
}
