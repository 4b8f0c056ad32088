package org.posthouse.mime;

import java.nio.charset.StandardCharsets;

/// What stands before the `@` (RFC 5321 §4.1.2; non-ASCII: RFC 6531 §3.3). Kept unquoted everywhere, quoted only where it is written.
public final class LocalPart {
    /// RFC 5321 §4.5.3.1.1
    public static final int MOST_OCTETS = 64;
    private static final String SPECIAL_ATEXT = "!#$%&'*+-/=?^_`{|}~";

    private LocalPart() { }

    /// The form for the wire: as it is when it is a dot-string, else a quoted string (RFC 5321 §4.1.2 asks for the shorter one).
    public static String quoted(String local) {
        if (isDotString(local)) return local;
        var quoted = new StringBuilder(local.length() + 2).append('"');
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == '"' || c == '\\') quoted.append('\\');
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /// 1 to 64 octets of printable text. What could not even be quoted (a control character) is none.
    public static boolean valid(String local) {
        int octets = local.getBytes(StandardCharsets.UTF_8).length;
        return octets >= 1 && octets <= MOST_OCTETS && local.chars().allMatch(LocalPart::quotable);
    }

    static boolean isDotString(String local) {
        boolean atomStart = true;
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == '.' ? atomStart : !isAtext(c)) return false;
            atomStart = c == '.';
        }
        return !atomStart;
    }

    static boolean isAtext(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || SPECIAL_ATEXT.indexOf(c) >= 0 || c > 0x9f;   // C1 controls are no letters
    }

    /// qtextSMTP or the second half of quoted-pairSMTP.
    static boolean quotable(int c) { return c >= 32 && c <= 126 || c > 0x9f; }
}
