package org.posthouse.mime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The value of Content-Type or Content-Disposition: a word and its parameters (RFC 2045 §5.1, RFC 2183). Read as a lenient mail reader would:
/// what is malformed still yields the longest value that such a reader could see.
final class StructuredField {
    private final String text;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, Integer> lengths = new LinkedHashMap<>();
    private final String word;
    private int at;

    StructuredField(String text) {
        this.text = text;
        this.word = upTo(";").strip().toLowerCase(Locale.ROOT);
        while (at < text.length()) {
            at++;
            parameter();
        }
    }

    /// `multipart/mixed`, `attachment`.
    String word() { return word; }

    /// The first parameter of that name, unquoted.
    Optional<String> parameter(String name) { return Optional.ofNullable(parameters.get(name)); }

    /// Octets of the longest value, where the pieces of a continued one (RFC 2231 §3) count together.
    int longest() { return Math.max(word.length(), lengths.values().stream().mapToInt(Integer::intValue).max().orElse(0)); }

    private void parameter() {
        var name = upTo("=;").strip().toLowerCase(Locale.ROOT);
        int star = name.indexOf('*');
        var key = star > 0 ? name.substring(0, star) : name;
        var value = "";
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            value = value();
        }
        parameters.putIfAbsent(name, value);
        lengths.merge(key, Math.max(value.length(), name.length()), Integer::sum);
    }

    private String value() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
        if (at == text.length() || text.charAt(at) != '"') return upTo(";").strip();
        var value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
            value.append(text.charAt(at));
        }
        var tail = upTo(";");                        // `"a" b`: counts, though only the quoted part is the value
        return tail.length() > value.length() ? tail : value.toString();
    }

    private String upTo(String stops) {
        int start = at;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) at++;
        return text.substring(start, at);
    }
}
