package org.posthouse.web.ui;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The fields of a form as they come (RFC 7578), none of them held in memory: for files that are larger than a request may otherwise be. Only where nobody asked the request for a parameter.
public final class SentParts {
    private static final Pattern BOUNDARY = Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(";\\s*name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE = Pattern.compile(";\\s*filename=\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
    private static final int MOST_HEADER = 8 << 10;
    private static final int MOST_TEXT = 8 << 10;
    private static final int MOST_PARTS = 50;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[128 << 10];
    private int at;
    private int end;
    private boolean ended;
    private Content open;
    private int parts;

    private SentParts(InputStream in, String boundary) throws IOException {
        this.in = in;
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        buffer[end++] = '\r';                                                  // the first delimiter has no line in front of it
        buffer[end++] = '\n';
        open = new Content();
    }

    /// @return empty when the type is not that of such a form
    public static Optional<SentParts> of(String type, InputStream in) throws IOException {
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) return Optional.empty();
        var match = BOUNDARY.matcher(type);
        return match.find() ? Optional.of(new SentParts(in, match.group(1) == null ? match.group(2) : match.group(1))) : Optional.empty();
    }

    /// @param file    name of what was chosen, without folders; empty for a field of text and where nothing was chosen
    /// @param content ends with the part
    public record Part(String name, String file, InputStream content) {
        /// At most some thousand octets.
        public String text() throws IOException { return new String(content.readNBytes(MOST_TEXT), StandardCharsets.UTF_8); }
    }

    /// The next one; what was not read of the one before is passed over.
    public Optional<Part> next() throws IOException {
        open.transferTo(java.io.OutputStream.nullOutputStream());
        if (ended || ++parts > MOST_PARTS || at + 1 < end && buffer[at] == '-' && buffer[at + 1] == '-') return Optional.empty();
        var header = header();
        open = new Content();
        var name = NAME.matcher(header);
        var file = FILE.matcher(header);
        return Optional.of(new Part(name.find() ? name.group(1) : "", file.find() ? file.group(1).replaceFirst("^.*[/\\\\]", "") : "", open));
    }

    /// The rest of the delimiter's line and the lines to the empty one.
    private String header() throws IOException {
        var header = new java.io.ByteArrayOutputStream();
        int line = 0;
        boolean first = true;
        while (header.size() < MOST_HEADER) {
            if (at == end && !fill()) break;
            int c = buffer[at++] & 0xFF;
            if (c == '\n') {
                if (line == 0 && !first) break;
                first = false;
                line = 0;
            } else if (c != '\r') line++;
            header.write(c);
        }
        return header.toString(StandardCharsets.UTF_8);
    }

    /// Moves what is left to the front and reads more behind it.
    private boolean fill() throws IOException {
        if (at > 0) System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        int some = in.read(buffer, end, buffer.length - end);
        if (some <= 0) return false;
        end += some;
        return true;
    }

    /// Octets up to the next delimiter, which is taken too.
    private final class Content extends InputStream {
        private boolean over;

        @Override public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            while (!over) {
                int sure = sure();
                if (sure > at) {
                    int some = Math.min(length, sure - at);
                    System.arraycopy(buffer, at, into, offset, some);
                    at += some;
                    return some;
                }
                if (end - at >= delimiter.length && delimiterAt(at)) {
                    at += delimiter.length;
                    while (end - at < 2 && fill()) continue;                   // whether it is the last one
                    over = true;
                } else if (!fill()) {
                    over = ended = true;
                    throw new IOException("the form is cut off");
                }
            }
            return -1;
        }

        /// How far there is no delimiter for certain.
        private int sure() {
            int i = at;
            for (; i < end; i++) if (buffer[i] == '\r' && (end - i < delimiter.length ? begins(i) : delimiterAt(i))) break;
            return i;
        }

        private boolean begins(int from) {
            for (int i = from; i < end; i++) if (buffer[i] != delimiter[i - from]) return false;
            return true;
        }

        private boolean delimiterAt(int from) {
            for (int i = 0; i < delimiter.length; i++) if (buffer[from + i] != delimiter[i]) return false;
            return true;
        }
    }
}
