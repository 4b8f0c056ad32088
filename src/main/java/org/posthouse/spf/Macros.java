package org.posthouse.spf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import org.posthouse.spf.SpfRecord.Malformed;

/// Macros in a domain-spec or an explanation (RFC 7208 §7).
final class Macros {
    private static final Pattern MACRO = Pattern.compile("\\{([A-Za-z])([0-9]{0,3})([Rr]?)([-.+,/_=]*)}");
    private static final int MOST = 4096;

    private Macros() { }

    /// What the letters stand for.
    interface Values {
        /// @param letter lower case, one of those that §7.2 lists
        String of(char letter);
    }

    /// @throws Malformed when it breaks the syntax, or has a letter that only explanations may have
    static void check(String text) throws Malformed { expand(text, letter -> String.valueOf(letter), false); }

    /// @param explains in an explanation, where three more letters are allowed
    static String expand(String text, Values values, boolean explains) throws Malformed {
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < ' ' || c > '~' || c == ' ' && !explains) throw new Malformed("a character that cannot stand there");
            if (c != '%') {
                out.append(c);
                continue;
            }
            char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            switch (next) {
                case '%' -> out.append('%');
                case '_' -> out.append(' ');
                case '-' -> out.append("%20");
                case '{' -> {
                    var macro = MACRO.matcher(text).region(at + 1, Math.min(text.length(), at + 40));
                    if (!macro.lookingAt()) throw new Malformed("a macro that is malformed");
                    out.append(value(macro.group(1).charAt(0), macro.group(2), !macro.group(3).isEmpty(), macro.group(4), values, explains));
                    at = macro.end() - 2;
                }
                default -> throw new Malformed("a percent sign without a macro");
            }
            at++;
            if (out.length() > MOST) throw new Malformed("macros that make too long a text");
        }
        return out.toString();
    }

    private static String value(char letter, String digits, boolean reversed, String delimiters, Values values, boolean explains) throws Malformed {
        char lower = Character.toLowerCase(letter);
        if ((explains ? "slodiphvcrt" : "slodiphv").indexOf(lower) < 0) throw new Malformed("an unknown macro letter");
        if (!digits.isEmpty() && Integer.parseInt(digits) == 0) throw new Malformed("a macro of no parts");           // §7.1
        var value = values.of(lower);
        if (reversed || !digits.isEmpty() || !delimiters.isEmpty()) {
            var parts = new ArrayList<>(Arrays.asList(value.split("[" + Pattern.quote(delimiters.isEmpty() ? "." : delimiters) + "]", -1)));
            if (reversed) Collections.reverse(parts);
            int keep = digits.isEmpty() ? parts.size() : Math.min(parts.size(), Integer.parseInt(digits));
            value = String.join(".", parts.subList(parts.size() - keep, parts.size()));
        }
        return Character.isUpperCase(letter) ? escaped(value) : value;
    }

    /// RFC 3986 §2.3: all but the unreserved.
    private static String escaped(String value) {
        var out = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0) out.append(c);
            else out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return out.toString();
    }
}
