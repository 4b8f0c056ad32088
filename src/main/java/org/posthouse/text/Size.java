package org.posthouse.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Octets as people write them: "2 GB", "512 KB", "1.5 MB", "1000"; in powers of 1,024, which is what mail programs mean.
public final class Size {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:[.,]\\d{1,3})?)\\s*(?:([KMGTP])(?:i?B)?|B|bytes|octets)?", Pattern.CASE_INSENSITIVE);

    private Size() { }

    /// Empty for what is no size, or too large to be one.
    public static OptionalLong read(String text) {
        var m = FORM.matcher(text.strip());
        if (!m.matches()) return OptionalLong.empty();
        int power = m.group(2) == null ? 0 : "KMGTP".indexOf(Character.toUpperCase(m.group(2).charAt(0))) + 1;
        var octets = new BigDecimal(m.group(1).replace(',', '.')).multiply(BigDecimal.valueOf(1L << 10 * power)).setScale(0, RoundingMode.HALF_UP);
        return octets.toBigInteger().bitLength() > 62 ? OptionalLong.empty() : OptionalLong.of(octets.longValueExact());
    }

    /// Exactly, so that [#read] gives the same number again: in the largest unit that divides it.
    public static String exact(long octets) {
        if (octets == 0) return "0";
        int power = Math.min(Long.numberOfTrailingZeros(octets) / 10, UNITS.length - 1);
        return (octets >> 10 * power) + " " + UNITS[power];
    }

    /// With at most one digit after the point.
    static String about(long octets, Locale locale) {
        int power = 0;
        double value = octets;
        while (value >= 1024 && power < UNITS.length - 1) {
            value /= 1024;
            power++;
        }
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(value < 10 && power > 0 ? 1 : 0);
        return format.format(value) + " " + UNITS[power];
    }
}
