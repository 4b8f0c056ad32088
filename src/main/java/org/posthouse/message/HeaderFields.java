package org.posthouse.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The header section of a message, in its order (RFC 5322 §2.2). Names are compared without regard to case.
public record HeaderFields(List<Field> all) {
    private static final int MOST_OCTETS = 1 << 20;

    /// @param name as it stands there
    /// @param body unfolded (RFC 5322 §2.2.3), without the blank behind the colon; octets above 127 as UTF-8 where they are that, else as ISO 8859-1
    public record Field(String name, String body) {
        public boolean is(String other) { return name.equalsIgnoreCase(other); }
    }

    public HeaderFields { all = List.copyOf(all); }

    /// Of a message that starts here; the stream is left somewhere behind the header.
    ///
    /// @param octets of the header section, as [org.posthouse.connector.api.BodyFacts#headerSize] has them; a mebibyte is read at most
    public static HeaderFields read(InputStream message, int octets) throws IOException { return of(message.readNBytes(Math.min(octets, MOST_OCTETS))); }

    /// Of the octets of a header section, or of a message.
    public static HeaderFields of(byte[] octets) {
        var fields = new ArrayList<Field>();
        var open = new StringBuilder();
        for (int from = 0; from < octets.length; ) {
            int end = from;
            while (end < octets.length && octets[end] != '\n') end++;
            int stop = end > from && octets[end - 1] == '\r' ? end - 1 : end;
            if (stop == from) break;                                     // the empty line
            boolean folded = octets[from] == ' ' || octets[from] == '\t';
            if (!folded) add(fields, open);
            open.append(new String(octets, from, stop - from, StandardCharsets.ISO_8859_1));
            from = end + 1;
        }
        add(fields, open);
        return new HeaderFields(fields);
    }

    private static void add(List<Field> fields, StringBuilder open) {
        int colon = open.indexOf(":");
        if (colon > 0) fields.add(new Field(open.substring(0, colon).strip(), text(open.substring(colon + 1)).strip()));
        open.setLength(0);
    }

    private static String text(String latin) {
        var octets = latin.getBytes(StandardCharsets.ISO_8859_1);
        var utf8 = new String(octets, StandardCharsets.UTF_8);
        return utf8.indexOf('\uFFFD') < 0 ? utf8 : latin;
    }

    public Optional<String> first(String name) { return all.stream().filter(field -> field.is(name)).map(Field::body).findFirst(); }

    public List<String> every(String name) { return all.stream().filter(field -> field.is(name)).map(Field::body).toList(); }

    public boolean has(String name) { return all.stream().anyMatch(field -> field.is(name)); }
}
