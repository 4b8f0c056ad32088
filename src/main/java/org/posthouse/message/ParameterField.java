package org.posthouse.message;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A value with parameters, as Content-Type and Content-Disposition have them (RFC 2045 §5.1, RFC 2183), continued and encoded ones put together (RFC 2231).
///
/// @param value      in lower case
/// @param parameters names in lower case; decoded, without control characters
public record ParameterField(String value, Map<String, String> parameters) {
    private static final int MOST_READ = 16 << 10;
    private static final int MOST_PARAMETERS = 64;
    private static final Pattern NAME = Pattern.compile("([^*]{1,64})(?:\\*(\\d{1,3}))?(\\*)?");

    public ParameterField { parameters = Map.copyOf(parameters); }

    public static ParameterField of(String value) { return new ParameterField(value, Map.of()); }

    /// Whatever stands there; what is broken is passed over.
    public static ParameterField read(String field) { return new Reading(field.length() > MOST_READ ? field.substring(0, MOST_READ) : field).read(); }

    public Optional<String> parameter(String name) { return Optional.ofNullable(parameters.get(name)); }

    /// `text/html` asks for just that, `text/` for all of its kind.
    public boolean is(String type) { return type.endsWith("/") ? value.startsWith(type) : value.equals(type); }

    /// A piece of a parameter in several (RFC 2231 §3).
    private record Piece(String text, boolean encoded) { }

    private static final class Reading {
        private final String field;
        private final Map<String, TreeMap<Integer, Piece>> pieces = new LinkedHashMap<>();
        private int at;

        Reading(String field) { this.field = field; }

        ParameterField read() {
            int end = field.indexOf(';');
            var value = (end < 0 ? field : field.substring(0, end)).replaceAll("\\([^()]*+\\)|\\s", "").toLowerCase(Locale.ROOT);
            at = end < 0 ? field.length() : end + 1;
            while (at < field.length() && pieces.size() < MOST_PARAMETERS) parameter();
            var parameters = new LinkedHashMap<String, String>();
            pieces.forEach((name, parts) -> parameters.put(name, joined(parts)));
            return new ParameterField(value, parameters);
        }

        private void parameter() {
            int equals = field.indexOf('=', at);
            int semicolon = field.indexOf(';', at);
            if (equals < 0 || semicolon >= 0 && semicolon < equals) {
                at = semicolon < 0 ? field.length() : semicolon + 1;
                return;
            }
            var name = NAME.matcher(field.substring(at, equals).strip().toLowerCase(Locale.ROOT));
            at = equals + 1;
            while (at < field.length() && Character.isWhitespace(field.charAt(at))) at++;
            var value = at < field.length() && field.charAt(at) == '"' ? quoted() : plain();
            int next = field.indexOf(';', at);
            at = next < 0 ? field.length() : next + 1;
            if (!name.matches()) return;
            var parts = pieces.computeIfAbsent(name.group(1), _ -> new TreeMap<>());
            // an extended one wins over the plain one that stands beside it for old readers (RFC 6266 §4.3 says so of the same thing)
            int number = name.group(2) != null ? Integer.parseInt(name.group(2)) : name.group(3) != null ? -2 : -1;
            parts.putIfAbsent(number, new Piece(value, name.group(3) != null));
        }

        private String quoted() {
            var text = new StringBuilder();
            for (at++; at < field.length() && field.charAt(at) != '"'; at++) {
                // Windows paths come with single backslashes; only a quote or a backslash behind one is escaped in practice
                if (field.charAt(at) == '\\' && at + 1 < field.length() && "\"\\".indexOf(field.charAt(at + 1)) >= 0) at++;
                text.append(field.charAt(at));
            }
            return text.toString();
        }

        private String plain() {
            int end = field.indexOf(';', at);
            var text = field.substring(at, end < 0 ? field.length() : end).strip();
            at = end < 0 ? field.length() : end;
            return text;
        }

        private static String joined(TreeMap<Integer, Piece> parts) {
            if (parts.containsKey(-2)) return decoded(parts.headMap(-1));
            if (parts.containsKey(-1)) return EncodedWords.read(parts.get(-1).text());     // no mailer obeys RFC 2047 §5 (3), which forbids them here
            return decoded(parts);
        }

        private static String decoded(Map<Integer, Piece> parts) {
            var octets = new java.io.ByteArrayOutputStream();
            String charset = "";
            boolean first = true;
            for (var piece : parts.values()) {
                var text = piece.text();
                if (first && piece.encoded()) {                            // charset'language'text
                    int one = text.indexOf('\'');
                    int two = text.indexOf('\'', one + 1);
                    if (one >= 0 && two >= 0) {
                        charset = text.substring(0, one);
                        text = text.substring(two + 1);
                    }
                }
                first = false;
                octets.writeBytes(piece.encoded() ? percent(text) : text.getBytes(StandardCharsets.UTF_8));
            }
            return EncodedWords.oneLine(Charsets.text(octets.toByteArray(), charset));
        }

        private static byte[] percent(String text) {
            var octets = new java.io.ByteArrayOutputStream();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low >= 0) {
                    octets.write(high << 4 | low);
                    i += 2;
                } else octets.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
            return octets.toByteArray();
        }
    }
}
