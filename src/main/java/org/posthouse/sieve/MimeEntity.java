package org.posthouse.sieve;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An answer that its writer composed, header and all (RFC 5230 §4.4).
final class MimeEntity {
    /// Octets; the limit of scripts lets no more through either.
    static final int MOST = 32 << 10;
    private static final int MOST_LINE = 998;                            // RFC 5322 §2.1.1
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,76}):[ \\t]?(.*)");
    /// Of the entity alone. What the answer says of itself, from whom it is and that a program wrote it, is not the script's to say.
    private static final Set<String> OPEN = Set.of("content-type", "content-transfer-encoding", "content-disposition", "content-language", "content-description", "content-id", "content-location", "mime-version");
    private static final Set<String> ENCODINGS = Set.of("7bit", "8bit", "quoted-printable", "base64");      // RFC 2045 §6.1; no binary in mail of lines
    private static final Pattern TYPE = Pattern.compile("(?:text|multipart|image|audio|video|application)/[A-Za-z0-9!#$&^_.+-]{1,80}[ \\t]*(?:;.*)?", Pattern.CASE_INSENSITIVE);

    private MimeEntity() { }

    /// Why it cannot be the content of a message.
    static Optional<String> fault(String text) {
        if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MOST) return Optional.of("at most " + MOST + " octets");
        if (text.chars().anyMatch(c -> c < ' ' && c != '\r' && c != '\n' && c != '\t' || c == 0x7F)) return Optional.of("no control characters");
        var lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        for (var line : lines) if (line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MOST_LINE) return Optional.of("a line has at most " + MOST_LINE + " octets");
        var seen = new HashSet<String>();
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        int at = 0;
        for (; at < lines.length && !lines[at].isEmpty(); at++) {
            var line = lines[at];
            if (!line.chars().allMatch(c -> c < 0x80)) return Optional.of("a header is ASCII: encode what is not (RFC 2047)");
            if ((line.startsWith(" ") || line.startsWith("\t")) && at > 0 && !line.isBlank()) continue;
            var field = FIELD.matcher(line);
            if (!field.matches()) return Optional.of("begins with fields such as Content-Type, and an empty line behind them");
            var name = field.group(1).toLowerCase(Locale.ROOT);
            var value = field.group(2).strip();
            if (!OPEN.contains(name)) return Optional.of(field.group(1) + " is no field of a part");
            if (!seen.add(name)) return Optional.of(field.group(1) + " stands there twice");
            if (name.equals("content-type") && !TYPE.matcher(value).matches()) return Optional.of("that is no type of a content: " + value);
            if (name.equals("content-type") && value.toLowerCase(Locale.ROOT).startsWith("multipart/") && !unfolded(lines, at).toLowerCase(Locale.ROOT).contains("boundary=")) return Optional.of("a multipart names its boundary");
            if (name.equals("content-transfer-encoding") && !ENCODINGS.contains(value.toLowerCase(Locale.ROOT))) return Optional.of("there is no encoding " + value);
            if (name.equals("content-transfer-encoding") && !ascii && !value.equalsIgnoreCase("8bit")) return Optional.of("what is not ASCII is 8bit, not " + value);
        }
        if (at == lines.length) return Optional.of("has an empty line behind its fields");
        if (!seen.contains("content-type")) return Optional.of("begins with Content-Type");
        return Optional.empty();
    }

    private static String unfolded(String[] lines, int from) {
        var whole = new StringBuilder(lines[from]);
        for (int i = from + 1; i < lines.length && (lines[i].startsWith(" ") || lines[i].startsWith("\t")); i++) whole.append(lines[i]);
        return whole.toString();
    }
}
