package org.posthouse.policy;

import java.util.Locale;

/// A pattern in which `*` stands for any text and `?` for one character. A text of n and a pattern of m characters take at most n·m steps, whoever wrote them.
public record Wildcard(String pattern, boolean exactCase) {
    /// Case does not matter.
    public static Wildcard of(String pattern) { return new Wildcard(pattern.toLowerCase(Locale.ROOT), false); }

    /// Case matters when it is to.
    public static Wildcard of(String pattern, boolean exactCase) { return exactCase ? new Wildcard(pattern, true) : of(pattern); }

    /// The whole text fits.
    public boolean matches(String given) {
        var text = exactCase ? given : given.toLowerCase(Locale.ROOT);
        int at = 0;
        int star = -1;
        int resume = 0;
        int next = 0;
        while (at < text.length()) {
            if (next < pattern.length() && pattern.charAt(next) == '*') {
                star = next++;
                resume = at;
            } else if (next < pattern.length() && (pattern.charAt(next) == '?' || pattern.charAt(next) == text.charAt(at))) {
                next++;
                at++;
            } else if (star >= 0) {                                      // the last star takes one character more; earlier ones need never be asked again
                next = star + 1;
                at = ++resume;
            } else return false;
        }
        while (next < pattern.length() && pattern.charAt(next) == '*') next++;
        return next == pattern.length();
    }
}
