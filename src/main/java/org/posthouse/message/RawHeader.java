package org.posthouse.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A header section to be changed here and there: everything else leaves octet by octet as it came. One char is one octet (ISO 8859-1).
public final class RawHeader {
    /// @param name as it stands there without blanks; empty for lines that are no field
    /// @param text the whole field with its name, its folds and its line end
    public record Field(String name, String text) {
        public boolean is(String other) { return name.equalsIgnoreCase(other); }

        /// Behind the colon.
        public String body() { return text.substring(text.indexOf(':') + 1); }

        public Field withBody(String body) { return new Field(name, text.substring(0, text.indexOf(':') + 1) + body); }
    }

    private final List<Field> fields;
    /// The empty line, or nothing when there is none.
    private final String end;

    private RawHeader(List<Field> fields, String end) {
        this.fields = fields;
        this.end = end;
    }

    /// @param octets as [org.posthouse.connector.api.BodyFacts#headerSize] counts them
    public static RawHeader read(byte[] octets) {
        var text = new String(octets, StandardCharsets.ISO_8859_1);
        var fields = new ArrayList<Field>();
        int at = 0;
        while (at < text.length() && !text.startsWith("\r\n", at)) {
            int next = lineAfter(text, at);
            while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) next = lineAfter(text, next);     // RFC 5322 §2.2.3
            fields.add(field(text.substring(at, next)));
            at = next;
        }
        return new RawHeader(fields, text.substring(at));
    }

    private static int lineAfter(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private static Field field(String text) {
        int colon = text.indexOf(':');
        var name = colon < 0 ? "" : text.substring(0, colon).strip();
        return new Field(name.chars().allMatch(c -> c > ' ' && c < 127) ? name : "", text);
    }

    /// Octets up to the empty line and with it; all when there is none.
    public static int length(byte[] octets) {
        for (int i = 1; i < octets.length; i++) if (octets[i] == '\n' && (i == 1 || i > 2 && octets[i - 2] == '\n')) return i + 1;
        return octets.length;
    }

    public List<Field> fields() { return fields; }

    public boolean has(String name) { return fields.stream().anyMatch(field -> field.is(name)); }

    /// Fields of these contents, and new ones in front.
    ///
    /// @param added whole lines; empty for none
    public byte[] with(List<Field> changed, String added) {
        var out = new StringBuilder(added);
        // a message without a header: what seems to be its first field is its text
        if (!added.isEmpty() && !changed.isEmpty() && changed.getFirst().name().isEmpty()) out.append("\r\n");
        changed.forEach(field -> out.append(field.text()));
        if (changed.isEmpty() && end.isEmpty()) out.append("\r\n");
        return out.append(end).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
