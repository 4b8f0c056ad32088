package org.posthouse.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Text that is not ASCII in header fields (RFC 2047): written so that nothing in it can break out of its field, read whatever it is.
public final class EncodedWords {
    /// Octets of UTF-8 in one encoded word: with the name of its field a line of at most 76 characters (RFC 2047 §2).
    private static final int WORD = 39;
    private static final int MOST_READ = 10_000;
    /// Longer words than RFC 2047 §2 allows are read too; the language of RFC 2231 §5 is passed over.
    private static final Pattern ENCODED = Pattern.compile("=\\?([A-Za-z0-9_.:+-]{1,40})(?:\\*[A-Za-z0-9-]{0,40})?\\?([BbQq])\\?([^?\\s]{0,2000})\\?=");

    private EncodedWords() { }

    /// For an unstructured field, such as Subject: as it is where that is possible, else as encoded words, a line each.
    public static String text(String text) { return text.matches("[ -~]{1,60}") && !text.contains("=?") ? text.strip() : words(text); }

    /// For the name before an address (RFC 5322 §3.2.5: a phrase).
    public static String phrase(String name) { return name.matches("[A-Za-z0-9 -]{1,60}") && !name.isBlank() ? name.strip() : words(name); }

    private static String words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        int octets = 0;
        for (int c : text.codePoints().toArray()) {
            var one = Character.toString(c);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > WORD) {
                words.add(encoded(word));
                word.setLength(0);
                octets = 0;
            }
            word.append(one);
            octets += size;
        }
        words.add(encoded(word));
        return String.join("\r\n ", words);
    }

    private static String encoded(CharSequence word) { return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8)) + "?="; }

    /// What a field of text says: one line without control characters. What cannot be decoded stays as it stands there.
    public static String read(String field) {
        var text = field.length() > MOST_READ ? field.substring(0, MOST_READ) : field;
        var read = new StringBuilder();
        var open = new ByteArrayOutputStream();                              // of words in a row: some mailers divide a character between two
        String charset = null;
        int at = 0;
        for (var match = ENCODED.matcher(text); match.find(); at = match.end()) {
            var between = text.substring(at, match.start());
            var octets = octets(match.group(2), match.group(3));
            var next = octets.isPresent() && Charsets.known(match.group(1)) ? match.group(1) : null;
            boolean follows = charset != null && between.isBlank();         // RFC 2047 §6.2: blanks between encoded words are none
            if (charset != null && (!follows || !charset.equalsIgnoreCase(next))) flush(read, open, charset);
            if (!follows || next == null) read.append(raw(between));
            charset = next;
            if (next == null) read.append(match.group());
            else open.writeBytes(octets.get());
        }
        if (charset != null) flush(read, open, charset);
        return oneLine(read.append(raw(text.substring(at))).toString());
    }

    /// Without control characters, line ends among them, and without those that turn round what follows (UAX #9 §2): `gpj.exe` must not read as a picture, nor an address as another.
    static String oneLine(String text) { return text.replaceAll("[\\u202A-\\u202E\\u2066-\\u2069]", "").replaceAll("\\p{Cc}+", " ").strip(); }

    /// What stands there without being encoded, as some mailers wrote it: octets that [HeaderFields] took for ISO 8859-1, escape sequences.
    private static String raw(String text) {
        boolean foreign = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) return text;
            foreign |= text.charAt(i) > 0x7F || text.charAt(i) == 0x1B;
        }
        return foreign ? Charsets.text(text.getBytes(StandardCharsets.ISO_8859_1), "") : text;
    }

    private static void flush(StringBuilder read, ByteArrayOutputStream open, String charset) {
        read.append(Charsets.text(open.toByteArray(), charset));
        open.reset();
    }

    private static Optional<byte[]> octets(String encoding, String text) {
        if (encoding.equalsIgnoreCase("q")) return Optional.of(quoted(text));
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// RFC 2047 §4.2.
    private static byte[] quoted(String text) {
        var octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' && i + 2 < text.length() && Character.digit(text.charAt(i + 1), 16) >= 0 && Character.digit(text.charAt(i + 2), 16) >= 0) {
                octets.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else octets.write(c == '_' ? ' ' : c);
        }
        return octets.toByteArray();
    }
}
