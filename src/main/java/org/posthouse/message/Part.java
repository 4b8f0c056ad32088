package org.posthouse.message;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One part of a message, and where it stands there.
///
/// @param section  its number as readers ask for it (RFC 9051 §6.4.5): `1`, `2.1`; empty for the multipart that is the whole message
/// @param header   its own fields; the message's, for the outermost
/// @param type     of its content: what Content-Type says, or what is meant where it says nothing (RFC 2045 §5.2, RFC 2046 §5.1.5)
/// @param encoding of its content, in lower case: `7bit`, `base64`, …
/// @param begin    of its header, in octets from the message's beginning
/// @param body     behind its header and the empty line
/// @param end      of its body; the line end before a border belongs to the border (RFC 2046 §5.1.1)
/// @param lines    of its body
/// @param parts    of a multipart its parts; of a message inside a message that message; else none
public record Part(String section, HeaderFields header, ParameterField type, String encoding, ParameterField disposition, long begin, long body, long end, long lines, List<Part> parts) {
    private static final int MOST_NAME = 120;

    public Part { parts = List.copyOf(parts); }

    /// Octets of the body as it stands there.
    public long octets() { return end - body; }

    public boolean multipart() { return type.is("multipart/"); }

    /// A message that was sent as a part (RFC 2046 §5.2.1).
    public boolean message() { return !multipart() && !parts.isEmpty(); }

    /// Meant to be kept, not shown (RFC 2183 §2.2).
    public boolean attached() { return disposition.value().equals("attachment"); }

    /// Content-ID without its brackets, empty when it has none.
    public String id() { return header.first("Content-ID").map(id -> id.strip().replaceAll("^<|>$", "")).orElse(""); }

    /// A name that harms nobody's disk: no folders, control characters, marks that turn the reading direction, or dots at its ends.
    public Optional<String> fileName() {
        return disposition.parameter("filename").or(() -> type.parameter("name"))
                .map(name -> withoutEnds(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\uFFFD<>:\"|?*]+", "_")))
                .filter(name -> !name.isEmpty()).map(name -> name.length() <= MOST_NAME ? name : name.substring(name.length() - MOST_NAME));
    }

    private static String withoutEnds(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && (name.charAt(from) == '.' || Character.isWhitespace(name.charAt(from)))) from++;
        while (to > from && (name.charAt(to - 1) == '.' || Character.isWhitespace(name.charAt(to - 1)))) to--;
        return name.substring(from, to);
    }

    /// This part and all below it, in their order.
    public Stream<Part> walk() { return Stream.concat(Stream.of(this), parts.stream().flatMap(Part::walk)); }

    /// Its content with the transfer encoding undone; close it.
    public InputStream content(MessageOctets message) throws IOException {
        var in = message.open();
        try {
            in.skipNBytes(body);
            var own = new Slice(in, octets());
            return switch (encoding) {
                case "base64" -> new DecodedBase64(own);
                case "quoted-printable" -> new DecodedQuoted(own);
                case "x-uuencode", "uuencode", "x-uue" -> new DecodedUuencode(own);
                default -> new BufferedInputStream(own, 16 << 10);
            };
        } catch (IOException | RuntimeException failed) {
            in.close();
            throw failed;
        }
    }

    /// Its content as text with LF line ends and no other control characters than tabs.
    ///
    /// @param most octets read of it
    public String text(MessageOctets message, int most) throws IOException {
        try (var in = content(message)) {
            return clean(Charsets.text(in.readNBytes(most), type.parameter("charset").orElse("")));
        }
    }

    private static String clean(String text) {
        var clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                if (i + 1 >= text.length() || text.charAt(i + 1) != '\n') clean.append('\n');
            } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) clean.append(c);
        }
        return clean.toString();
    }

    static String encoding(HeaderFields header) { return header.first("Content-Transfer-Encoding").map(word -> word.split("[;\\s(]", 2)[0].toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty()).orElse("7bit"); }

    /// So many octets of a stream and no more.
    private static final class Slice extends InputStream {
        private final InputStream in;
        private long left;

        Slice(InputStream in, long octets) {
            this.in = in;
            left = octets;
        }

        @Override public int read() throws IOException {
            int c = left <= 0 ? -1 : in.read();
            if (c >= 0) left--;
            return c;
        }

        @Override public int read(byte[] into, int from, int length) throws IOException {
            if (length > 0 && left <= 0) return -1;
            int got = in.read(into, from, (int) Math.min(length, left));
            if (got > 0) left -= got;
            return got;
        }

        @Override public void close() throws IOException { in.close(); }
    }
}
