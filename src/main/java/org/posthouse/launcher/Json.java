package org.posthouse.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads and writes what the API says (RFC 8259): maps, lists, texts, numbers, booleans, null.
final class Json {
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) { this.text = text; }

    /// @throws IllegalArgumentException it is none
    static Object read(String text) {
        var json = new Json(text);
        var value = json.value();
        json.blanks();
        if (json.at != text.length()) throw json.wrong();
        return value;
    }

    @SuppressWarnings("unchecked") static Map<String, Object> object(Object value) { return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of(); }

    static List<?> list(Object value) { return value instanceof List<?> list ? list : List.of(); }

    private IllegalArgumentException wrong() { return new IllegalArgumentException("no JSON at " + at); }

    private void blanks() { while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++; }

    private boolean take(char c) {
        blanks();
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private Object value() {
        blanks();
        if (at >= text.length() || ++depth > DEEPEST) throw wrong();
        try {
            return switch (text.charAt(at)) {
                case '{' -> map();
                case '[' -> list();
                case '"' -> string();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", null);
                default -> number();
            };
        } finally {
            depth--;
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw wrong();
        at += word.length();
        return value;
    }

    private Map<String, Object> map() {
        var map = new LinkedHashMap<String, Object>();
        at++;
        if (take('}')) return map;
        do {
            blanks();
            if (at >= text.length() || text.charAt(at) != '"') throw wrong();
            var name = string();
            if (!take(':')) throw wrong();
            map.put(name, value());
        } while (take(','));
        if (!take('}')) throw wrong();
        return map;
    }

    private List<Object> list() {
        var list = new ArrayList<>();
        at++;
        if (take(']')) return list;
        do list.add(value()); while (take(','));
        if (!take(']')) throw wrong();
        return list;
    }

    private String string() {
        var string = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                string.append(c);
                continue;
            }
            if (++at >= text.length()) throw wrong();
            switch (text.charAt(at)) {
                case 'n' -> string.append('\n');
                case 't' -> string.append('\t');
                case 'r' -> string.append('\r');
                case 'b' -> string.append('\b');
                case 'f' -> string.append('\f');
                case 'u' -> {
                    if (at + 5 > text.length()) throw wrong();
                    string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                }
                default -> string.append(text.charAt(at));
            }
        }
        if (at >= text.length()) throw wrong();
        at++;
        return string.toString();
    }

    private Object number() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        if (from == at) throw wrong();
        var number = text.substring(from, at);
        if (number.matches("-?[0-9]{1,18}")) return Long.valueOf(number);
        return Double.valueOf(number);
    }

    static String write(Object value) {
        var out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> {
                out.append('{');
                var comma = "";
                for (var entry : map.entrySet()) {
                    out.append(comma);
                    quote(entry.getKey().toString(), out);
                    out.append(':');
                    write(entry.getValue(), out);
                    comma = ",";
                }
                out.append('}');
            }
            case Iterable<?> list -> {
                out.append('[');
                var comma = "";
                for (var item : list) {
                    out.append(comma);
                    write(item, out);
                    comma = ",";
                }
                out.append(']');
            }
            case Number number -> out.append(number);
            case Boolean flag -> out.append(flag);
            default -> quote(value.toString(), out);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }
}
