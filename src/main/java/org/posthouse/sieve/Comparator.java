package org.posthouse.sieve;

import java.math.BigInteger;
import java.util.Locale;

/// How texts are compared (RFC 4790).
enum Comparator {
    OCTET("i;octet", ""),
    /// The usual one (RFC 5228 §2.7.3).
    ASCII_CASEMAP("i;ascii-casemap", ""),
    /// RFC 4790 §9.1: a text that begins with no digit is above all numbers.
    ASCII_NUMERIC("i;ascii-numeric", "comparator-i;ascii-numeric"),
    /// RFC 5051, as far as case goes.
    UNICODE_CASEMAP("i;unicode-casemap", "comparator-i;unicode-casemap");

    private final String label;
    private final String extension;

    Comparator(String label, String extension) {
        this.label = label;
        this.extension = extension;
    }

    static Comparator of(Arguments arguments) throws ScriptFault {
        var name = arguments.string("comparator");
        if (name.isEmpty()) return ASCII_CASEMAP;
        for (var one : values()) {
            if (!one.label.equals(name.get())) continue;
            if (!one.extension.isEmpty()) arguments.needs(one.extension);
            return one;
        }
        throw arguments.fault("there is no comparator " + name.get());
    }

    /// The form in which texts that count as equal are the same.
    String folded(String text) {
        return switch (this) {
            case OCTET, ASCII_NUMERIC -> text;
            case ASCII_CASEMAP -> ascii(text);
            case UNICODE_CASEMAP -> text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        };
    }

    private static String ascii(String text) {
        var folded = new StringBuilder(text);
        for (int i = 0; i < folded.length(); i++) if (folded.charAt(i) >= 'A' && folded.charAt(i) <= 'Z') folded.setCharAt(i, (char) (folded.charAt(i) + 32));
        return folded.toString();
    }

    int compare(String left, String right) {
        if (this != ASCII_NUMERIC) return folded(left).compareTo(folded(right));
        var one = number(left);
        var other = number(right);
        if (one == null || other == null) return one == null && other == null ? 0 : one == null ? 1 : -1;
        return one.compareTo(other);
    }

    private static BigInteger number(String text) {
        int end = 0;
        while (end < text.length() && end < 100 && text.charAt(end) >= '0' && text.charAt(end) <= '9') end++;
        return end == 0 ? null : new BigInteger(text.substring(0, end));
    }
}
