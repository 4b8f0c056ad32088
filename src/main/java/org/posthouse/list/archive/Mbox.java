package org.posthouse.list.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
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
    private final byte[] buffer = new byte[256 << 10];
    private int at;
    private int end;
    /// The line that was read last, or its beginning where it is longer than the buffer.
    private byte[] line = new byte[1024];
    private int length;
    private boolean open;
    private String separator;
    private boolean begun;
    private long read;
    private long lineAt;
    private long next;

    /// @param posted when the separator says that it came
    /// @param octets line ends are CRLF
    public record Message(Optional<Instant> posted, byte[] octets, boolean cut) { }

    /// @param latest no message is later: a year 9999 would stay the newest for ever
    public Mbox(InputStream in, Instant latest) { this(in, 0, latest); }

    /// Of a file from the separator there.
    public Mbox(InputStream in, long from, Instant latest) {
        this.in = in;
        this.latest = latest;
        read = next = from;
    }

    /// Where in the file the next message begins, or the file ends.
    public long position() { return next; }

    /// The next message; empty at the end.
    public Optional<Message> next() throws IOException {
        if (!begun) {
            begun = true;
            if (!skipToFirst()) return Optional.empty();
        }
        if (separator == null) return Optional.empty();
        var posted = date(separator);
        separator = null;
        var message = new Octets();
        boolean blank = false;
        boolean cut = false;
        while (line()) {
            if (blank && isSeparator()) {
                separator = new String(line, 0, length, StandardCharsets.ISO_8859_1);
                break;
            }
            blank = length == 0 && !open;
            cut |= !message.add(line, quoted(line, length) ? 1 : 0, length);
            while (open) {                                                 // what is left of a line without end
                more();
                cut |= !message.add(line, 0, length);
            }
            cut |= !message.lineEnd();
        }
        next = separator == null ? read : lineAt;
        return Optional.of(new Message(posted, message.withoutLastBlank(), cut));
    }

    /// A message as it grows, with what may not stand in one left out (RFC 5322 §2.3, §4.1).
    private static final class Octets {
        private byte[] octets = new byte[8192];
        private int size;

        boolean add(byte[] from, int begin, int end) {
            if (size + end - begin > MOST_OCTETS) return false;
            if (size + end - begin + 2 > octets.length) octets = Arrays.copyOf(octets, Math.min(MOST_OCTETS + 2, Math.max(octets.length * 2, size + end - begin + 2)));
            for (int i = begin; i < end; i++) if (from[i] != 0 && from[i] != '\r') octets[size++] = from[i];
            return true;
        }

        boolean lineEnd() {
            if (size + 2 > octets.length) {
                if (octets.length >= MOST_OCTETS) return false;
                octets = Arrays.copyOf(octets, Math.min(MOST_OCTETS + 2, octets.length * 2));
            }
            octets[size++] = '\r';
            octets[size++] = '\n';
            return true;
        }

        /// The empty line in front of the next separator is none of the message's.
        byte[] withoutLastBlank() { return Arrays.copyOf(octets, size >= 4 && octets[size - 3] == '\n' && octets[size - 4] == '\r' ? size - 2 : size); }
    }

    private boolean skipToFirst() throws IOException {
        while (line()) {
            if (isSeparator()) {
                separator = new String(line, 0, length, StandardCharsets.ISO_8859_1);
                return true;
            }
            while (open) more();
        }
        next = read;
        return false;
    }

    /// Only behind an empty line and with a date: text that begins with "From " is not always escaped.
    private boolean isSeparator() {
        if (open || length < 20 || length > LONGEST_SEPARATOR || line[0] != 'F' || line[1] != 'r' || line[2] != 'o' || line[3] != 'm' || line[4] != ' ') return false;
        return SEPARATOR.matcher(new String(line, 0, length, StandardCharsets.ISO_8859_1)).matches();
    }

    /// `>From ` and `>>From ` lose one `>`.
    private static boolean quoted(byte[] octets, int length) {
        int i = 0;
        while (i < length && octets[i] == '>') i++;
        return i > 0 && length >= i + 5 && octets[i] == 'F' && octets[i + 1] == 'r' && octets[i + 2] == 'o' && octets[i + 3] == 'm' && octets[i + 4] == ' ';
    }

    /// The next line without its end; false at the end of the file.
    private boolean line() throws IOException {
        length = 0;
        open = true;
        lineAt = read;
        if (at == end && !fill()) {
            open = false;
            return false;
        }
        more();
        return true;
    }

    /// As much of a line as the buffer has; `open` when its end is not among it.
    private void more() throws IOException {
        length = 0;
        while (length < buffer.length) {
            if (at == end && !fill()) {
                open = false;
                break;
            }
            int stop = at;
            while (stop < end && buffer[stop] != '\n') stop++;
            int some = stop - at;
            if (length + some > line.length) line = Arrays.copyOf(line, Math.max(line.length * 2, length + some));
            System.arraycopy(buffer, at, line, length, some);
            length += some;
            read += some;
            at = stop;
            if (stop == end) continue;
            at++;
            read++;
            open = false;
            break;
        }
        if (!open && length > 0 && line[length - 1] == '\r') length--;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
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
                if (lines.length >= 5 && lines.line[0] == 'F' && lines.line[1] == 'r' && lines.line[2] == 'o' && lines.line[3] == 'm' && lines.line[4] == ' ' || quoted(lines.line, lines.length)) out.write('>');
                out.write(lines.line, 0, lines.length);
                while (lines.open) {
                    lines.more();
                    out.write(lines.line, 0, lines.length);
                }
                out.write('\n');
            }
            out.write('\n');
        }
    }
}
