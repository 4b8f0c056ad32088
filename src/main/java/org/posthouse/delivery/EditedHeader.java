package org.posthouse.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.posthouse.message.EncodedWords;
import org.posthouse.sieve.Action;

/// A header section as scripts change it (RFC 5293): whole fields come and go, the others keep each octet that they have.
final class EditedHeader {
    private static final int LONGEST = 900;

    private EditedHeader() { }

    /// @param header with the empty line that ends it, if it has one
    static byte[] of(byte[] header, List<Action> edits) {
        var fields = new ArrayList<byte[]>();
        int end = fields(header, fields);
        for (var edit : edits) {
            switch (edit) {
                case Action.AddHeader(var name, var value, var last) -> fields.add(last ? fields.size() : 0, field(name, value).getBytes(StandardCharsets.UTF_8));
                case Action.DeleteHeader(var name, var index) -> delete(fields, name, index);
                default -> { }
            }
        }
        var out = new ByteArrayOutputStream(header.length + 1000);
        fields.forEach(out::writeBytes);
        out.write(header, end, header.length - end);
        return out.toByteArray();
    }

    /// A whole line, or several, with CRLF.
    static String field(String name, String value) { return name + ": " + (value.matches("[ -~]*") && value.length() <= LONGEST && !value.contains("=?") ? value : EncodedWords.text(value)) + "\r\n"; }

    /// @return where the fields end
    private static int fields(byte[] header, List<byte[]> fields) {
        int begin = 0;
        for (int from = 0; from < header.length; ) {
            int end = from;
            while (end < header.length && header[end] != '\n') end++;
            boolean empty = end == from || end == from + 1 && header[from] == '\r';
            boolean folded = header[from] == ' ' || header[from] == '\t';
            if (!folded && from > begin) {
                fields.add(Arrays.copyOfRange(header, begin, from));
                begin = from;
            }
            if (empty) return from;
            from = Math.min(end + 1, header.length);
        }
        if (begin < header.length) fields.add(Arrays.copyOfRange(header, begin, header.length));
        return header.length;
    }

    private static void delete(List<byte[]> fields, String name, int index) {
        int seen = 0;
        for (int i = 0; i < fields.size(); i++) {
            if (!isNamed(fields.get(i), name)) continue;
            if (++seen != index) continue;
            fields.remove(i);
            return;
        }
    }

    private static boolean isNamed(byte[] field, String name) {
        int colon = 0;
        while (colon < field.length && field[colon] != ':') colon++;
        return colon < field.length && new String(field, 0, colon, StandardCharsets.ISO_8859_1).strip().equalsIgnoreCase(name);
    }
}
