package org.posthouse.connector.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What follows the path in MAIL and RCPT (RFC 5321 §4.1.2): `KEYWORD` or `KEYWORD=value`, each at most once.
///
/// @param values by upper-case keyword; an empty one has no `=`
record Parameters(Map<String, String> values) {
    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
    private static final Pattern BLANKS = Pattern.compile(" +");

    /// Empty when the syntax is wrong or a keyword comes twice.
    static Optional<Parameters> parse(String text) {
        var values = new LinkedHashMap<String, String>();
        if (!text.isEmpty() && !text.startsWith(" ")) return Optional.empty();
        var words = text.strip();
        if (words.isEmpty()) return Optional.of(new Parameters(values));
        for (var word : BLANKS.split(words)) {
            int equals = word.indexOf('=');
            var keyword = equals < 0 ? word : word.substring(0, equals);
            var value = equals < 0 ? "" : word.substring(equals + 1);
            if (!KEYWORD.matcher(keyword).matches() || equals >= 0 && !wellFormed(value)) return Optional.empty();
            if (values.putIfAbsent(keyword.toUpperCase(Locale.ROOT), value) != null) return Optional.empty();
        }
        return Optional.of(new Parameters(values));
    }

    /// esmtp-value; UTF-8 may stand in it (RFC 6531 §3.3).
    private static boolean wellFormed(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c > 32 && c != '=' && (c < 127 || c > 0x9f));
    }
}
