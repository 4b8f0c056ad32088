package org.posthouse.list.post;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.message.HeaderFields;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.ParameterField;
import org.posthouse.message.Part;
import org.posthouse.message.Structure;
import org.posthouse.store.StoredBody;

/// How a list's prologue and epilogue come to stand around a body.
sealed interface Framing {
    /// Nothing is put there: there is nothing to put, or a signature or encryption covers the body.
    record Untouched() implements Framing { }

    /// In a plain text itself, in its charset and its encoding.
    ///
    /// @param before in that charset, lines end in CRLF; empty for none
    record InPlace(byte[] before, byte[] after, String encoding) implements Framing { }

    /// As parts of their own beside the message's (RFC 2046 §5.1.3).
    record Wrapped(String before, String after, String boundary) implements Framing { }

    /// Octets of a text that are looked through for what begins a signed or encrypted one.
    int LOOKED = 8 << 10;
    int LONGEST_LINE = 900;

    static Framing of(StoredBody body, HeaderFields header, String before, String after, String boundary) throws IOException {
        if (before.isBlank() && after.isBlank()) return new Untouched();
        var type = header.first("Content-Type").map(ParameterField::read).orElse(ParameterField.of("text/plain"));
        if (covered(type)) return new Untouched();
        if (!type.is("text/plain")) return new Wrapped(before, after, boundary);
        if (beginning(body).contains("-----BEGIN PGP ")) return new Untouched();       // RFC 4880 §6.2
        var encoding = header.first("Content-Transfer-Encoding").map(word -> word.strip().toLowerCase(Locale.ROOT)).orElse("7bit");
        return inPlace(type.parameter("charset").orElse("us-ascii"), encoding, lines(before), lines(after)).orElseGet(() -> new Wrapped(before, after, boundary));
    }

    private static boolean covered(ParameterField type) {
        return type.is("multipart/signed") || type.is("multipart/encrypted") || type.is("application/pkcs7-mime") || type.is("application/x-pkcs7-mime") || type.is("application/pgp");
    }

    private static String beginning(StoredBody body) throws IOException {
        try (var in = body.open()) {
            in.skipNBytes(Math.min(body.facts().headerSize(), body.size()));
            return new String(in.readNBytes(LOOKED), StandardCharsets.ISO_8859_1);
        }
    }

    private static Optional<Framing> inPlace(String charset, String encoding, String before, String after) {
        boolean wide = encoding.equals("8bit") || encoding.equals("binary") || encoding.equals("quoted-printable") || encoding.equals("base64");
        if (!wide && !encoding.equals("7bit")) return Optional.empty();
        if (before.lines().anyMatch(line -> line.length() > LONGEST_LINE) || after.lines().anyMatch(line -> line.length() > LONGEST_LINE)) return Optional.empty();
        var one = encoded(before, charset, wide);
        var two = encoded(after, charset, wide);
        return one.isEmpty() || two.isEmpty() ? Optional.empty() : Optional.of(new InPlace(one.get(), two.get(), encoding));
    }

    /// Empty for what the charset has not, or the encoding cannot carry.
    private static Optional<byte[]> encoded(String text, String name, boolean wide) {
        try {
            var charset = Charset.forName(name);
            if (!"a".equals(new String("a".getBytes(charset), StandardCharsets.US_ASCII))) return Optional.empty();      // UTF-16 and its like
            ByteBuffer octets = charset.newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT).onMalformedInput(CodingErrorAction.REPORT).encode(CharBuffer.wrap(text));
            var all = new byte[octets.remaining()];
            octets.get(all);
            for (byte b : all) if (b < 0 && !wide) return Optional.empty();
            return Optional.of(all);
        } catch (CharacterCodingException | IllegalArgumentException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /// With CRLF behind each line; empty stays empty.
    private static String lines(String text) {
        return text.isBlank() ? "" : text.stripTrailing().lines().reduce("", (all, line) -> all + line + "\r\n");
    }

    /// Writes the body with what is around it.
    ///
    /// @param fields those of the message about its content, for the part that it becomes
    default void write(StoredBody body, String fields, OutputStream out) throws IOException {
        switch (this) {
            case Untouched _ -> raw(body, out);
            case InPlace place -> inPlace(place, body, out);
            case Wrapped(var before, var after, var boundary) -> {
                if (!before.isBlank()) out.write(part(before, boundary));
                out.write(("--" + boundary + "\r\n" + fields + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                raw(body, out);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                if (!after.isBlank()) out.write(part(after, boundary));
                out.write(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static byte[] part(String text, String boundary) {
        return ("--" + boundary + "\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: inline\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(lines(text).getBytes(StandardCharsets.UTF_8)) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void raw(StoredBody body, OutputStream out) throws IOException {
        try (var in = body.open()) {
            in.skipNBytes(Math.min(body.facts().headerSize(), body.size()));
            in.transferTo(out);
        }
    }

    private static void inPlace(InPlace place, StoredBody body, OutputStream out) throws IOException {
        switch (place.encoding) {
            case "base64" -> {
                MessageOctets message = body::open;
                Part root = Structure.read(message).root();
                var encoder = Base64.getMimeEncoder().wrap(new Unclosed(out));
                try (InputStream in = root.content(message)) {
                    encoder.write(place.before);
                    ended(in, encoder);
                    encoder.write(place.after);
                }
                encoder.close();
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            case "quoted-printable" -> {
                out.write(quoted(place.before));
                try (var in = body.open()) {
                    in.skipNBytes(Math.min(body.facts().headerSize(), body.size()));
                    ended(in, out);
                }
                out.write(quoted(place.after));
            }
            default -> {
                out.write(place.before);
                try (var in = body.open()) {
                    in.skipNBytes(Math.min(body.facts().headerSize(), body.size()));
                    ended(in, out);
                }
                out.write(place.after);
            }
        }
    }

    /// All of it, and a line end where the last one is missing.
    private static void ended(InputStream in, OutputStream out) throws IOException {
        var block = new byte[32 << 10];
        int last = '\n';
        for (int got = in.read(block); got >= 0; got = in.read(block)) {
            if (got > 0) last = block[got - 1];
            out.write(block, 0, got);
        }
        if (last != '\n') out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /// RFC 2045 §6.7, lines of at most 76 characters.
    static byte[] quoted(byte[] text) {
        var out = new StringBuilder();
        int line = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n') {
                out.append("\r\n");
                line = 0;
                i++;
                continue;
            }
            boolean lineEnds = i + 1 < text.length && text[i + 1] == '\r';
            boolean plain = text[i] > ' ' && text[i] < 127 && text[i] != '=' || (text[i] == ' ' || text[i] == '\t') && !lineEnds;
            var one = plain ? Character.toString((char) text[i]) : "=%02X".formatted(text[i] & 0xFF);
            if (line + one.length() > 75) {
                out.append("=\r\n");
                line = 0;
            }
            out.append(one);
            line += one.length();
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Left open when a stream around it ends.
    final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) { super(out); }

        @Override public void write(byte[] octets, int from, int length) throws IOException { out.write(octets, from, length); }

        @Override public void close() throws IOException { flush(); }
    }
}
