package org.posthouse.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The text in the beginning of a body, read roughly: every part that is text (RFC 2046 §4.1) or says nothing of itself, its encoding undone. One pass; nesting does not matter, since any line that
/// begins with two hyphens and is followed by a header is taken for the border of a part.
public final class BodyText {
    private static final Pattern CHARSET = Pattern.compile("charset\\s{0,9}=\\s{0,9}\"?([A-Za-z0-9_.:-]{1,40})", Pattern.CASE_INSENSITIVE);
    /// Of the header of a part; longer ones are read no further.
    private static final int MOST_HEADER = 16 << 10;

    private final byte[] octets;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    private BodyText(byte[] octets) { this.octets = octets; }

    /// One part that is text.
    ///
    /// @param type its media type in lower case, without parameters; empty when it says none
    public record Part(String type, String text) { }

    /// @param octets the body, or its beginning
    public static List<Part> parts(HeaderFields header, byte[] octets) { return new BodyText(octets).read(header); }

    /// All of them, one after the other.
    public static String of(HeaderFields header, byte[] octets) { return parts(header, octets).stream().map(part -> part.text() + '\n').collect(Collectors.joining()); }

    private List<Part> read(HeaderFields header) {
        boolean borders = type(header).startsWith("multipart/");
        part(header, borders);
        while (at < octets.length) {
            int begin = at;
            while (at < octets.length && !blank(at)) at = next(at);      // the header of a part
            var of = HeaderFields.of(java.util.Arrays.copyOfRange(octets, begin, Math.min(at, begin + MOST_HEADER)));
            at = next(at);
            part(of, borders);
        }
        return parts;
    }

    /// The lines of one part, up to a border if there are any.
    private void part(HeaderFields header, boolean borders) {
        int begin = at;
        int end = begin;
        while (at < octets.length) {
            end = at;
            boolean border = borders && octets[at] == '-' && at + 1 < octets.length && octets[at + 1] == '-' && field(next(at));
            at = next(at);
            if (border) break;
            end = at;
        }
        var type = type(header);
        if (type.startsWith("text/") || type.startsWith("message/") || type.isEmpty()) parts.add(new Part(type, decoded(header, begin, end)));
    }

    private String decoded(HeaderFields header, int begin, int end) {
        var encoding = header.first("Content-Transfer-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        var raw = java.util.Arrays.copyOfRange(octets, begin, end);
        var plain = switch (encoding) {
            case "base64" -> base64(raw);
            case "quoted-printable" -> quotedPrintable(raw);
            default -> raw;
        };
        return new String(plain, charset(header));
    }

    private static byte[] base64(byte[] raw) {
        try {
            var digits = new ByteArrayOutputStream();
            for (byte b : raw) if (b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '/') digits.write(b);
            return Base64.getDecoder().decode(java.util.Arrays.copyOf(digits.toByteArray(), digits.size() / 4 * 4 + (digits.size() % 4 > 1 ? digits.size() % 4 : 0)));
        } catch (IllegalArgumentException unreadable) {
            return raw;
        }
    }

    /// RFC 2045 §6.7.
    private static byte[] quotedPrintable(byte[] raw) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '=') {
                out.write(raw[i]);
                continue;
            }
            int end = i + 1;
            while (end < raw.length && (raw[end] == ' ' || raw[end] == '\t' || raw[end] == '\r')) end++;
            if (end >= raw.length || raw[end] == '\n') {
                i = end;                                                 // a soft line break
                continue;
            }
            int high = Character.digit(raw[i + 1], 16);
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) out.write('=');
            else {
                out.write(high << 4 | low);
                i += 2;
            }
        }
        return out.toByteArray();
    }

    private static Charset charset(HeaderFields header) {
        var named = CHARSET.matcher(header.first("Content-Type").orElse(""));
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static String type(HeaderFields header) { return header.first("Content-Type").map(type -> type.split("[;\\s]", 2)[0].strip().toLowerCase(Locale.ROOT)).orElse(""); }

    /// A header field begins here.
    private boolean field(int from) {
        int i = from;
        while (i < octets.length && i - from < 76 && octets[i] > ' ' && octets[i] < 127 && octets[i] != ':') i++;
        return i > from && i < octets.length && octets[i] == ':';
    }

    private boolean blank(int from) { return octets[from] == '\n' || octets[from] == '\r' && from + 1 < octets.length && octets[from + 1] == '\n'; }

    /// The beginning of the next line.
    private int next(int from) {
        int i = from;
        while (i < octets.length && octets[i] != '\n') i++;
        return Math.min(i + 1, octets.length);
    }
}
