package org.posthouse.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `*`, `?` and `\` in a pattern of `:matches` (RFC 5228 §2.7.1).
final class Wildcards {
    private static final int STAR = -1;
    private static final int ANY = -2;

    private Wildcards() { }

    /// What the wildcards stood for, the whole text first; each `*` stands for as little as possible from the left (RFC 5229 §3.2). Costs at most the product of both lengths: only the
    /// last star is ever tried again, because an earlier one that matched early leaves the later ones the most room.
    static Optional<List<String>> match(String pattern, String text, Comparator comparator) {
        var signs = signs(comparator.folded(pattern));
        var folded = comparator.folded(text);
        if (folded.length() != text.length()) folded = text;             // a case that changes lengths cannot be traced back
        var starts = new int[signs.size()];
        int star = -1;
        int starEnd = 0;
        int s = 0;
        int t = 0;
        while (t < text.length() || s < signs.size()) {
            if (s < signs.size() && signs.get(s) == STAR) {
                star = s;
                starts[s++] = t;
                starEnd = t;
            } else if (s < signs.size() && t < text.length() && (signs.get(s) == ANY || signs.get(s) == folded.charAt(t))) {
                starts[s++] = t++;
            } else if (star >= 0 && starEnd < text.length()) {
                t = ++starEnd;
                s = star + 1;
            } else {
                return Optional.empty();
            }
        }
        var found = new ArrayList<String>();
        found.add(text);
        for (int i = 0; i < signs.size(); i++) {
            if (signs.get(i) >= 0) continue;
            int end = signs.get(i) == ANY ? starts[i] + 1 : i + 1 < signs.size() ? starts[i + 1] : text.length();
            found.add(text.substring(starts[i], end));
        }
        return Optional.of(found);
    }

    private static List<Integer> signs(String pattern) {
        var signs = new ArrayList<Integer>();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) signs.add((int) pattern.charAt(++i));
            else signs.add(c == '*' ? STAR : c == '?' ? ANY : (int) c);
        }
        return signs;
    }
}
