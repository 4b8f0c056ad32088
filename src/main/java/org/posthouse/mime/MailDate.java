package org.posthouse.mime;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Date and time as header fields carry them (RFC 5322 §3.3): `Fri, 21 Nov 1997 09:55:06 -0600`.
public final class MailDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    /// Also as older programs write it (RFC 5322 §4.3): without seconds, with two or three digits of the year, with a zone's name.
    private static final Pattern READ = Pattern.compile("(?:[A-Za-z]{3,9},?\\s*)?(\\d{1,2})\\s+([A-Za-z]{3})[a-z]*\\s+(\\d{2,4})\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\s+([+-]\\d{4}|[A-Za-z]{1,5}))?");
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> ZONES = Map.of("EDT", -4, "EST", -5, "CDT", -5, "CST", -6, "MDT", -6, "MST", -7, "PDT", -7, "PST", -8);
    private static final int LONGEST = 100;

    private MailDate() { }

    /// @param when in the years 1900 to 9999 (RFC 5322 §3.3)
    public static String format(ZonedDateTime when) { return FORMAT.format(when); }

    /// Empty for what is no date.
    public static Optional<ZonedDateTime> parse(String text) {
        if (text.length() > LONGEST) return Optional.empty();
        var match = READ.matcher(text.strip());
        if (!match.lookingAt()) return Optional.empty();
        try {
            return Optional.of(ZonedDateTime.of(year(match.group(3)), MONTHS.indexOf(match.group(2).toLowerCase(Locale.ROOT)) + 1, Integer.parseInt(match.group(1)),
                    Integer.parseInt(match.group(4)), Integer.parseInt(match.group(5)), match.group(6) == null ? 0 : Math.min(Integer.parseInt(match.group(6)), 59), 0, zone(match.group(7))));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /// RFC 5322 §4.3.
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return digits.length() == 2 ? year + (year < 50 ? 2000 : 1900) : digits.length() == 3 ? year + 1900 : year;
    }

    /// RFC 5322 §4.3: a name that nobody knows is as good as -0000.
    private static ZoneId zone(String text) {
        if (text == null || !text.matches("[+-]\\d{4}")) return text == null ? ZoneOffset.UTC : ZoneOffset.ofHours(ZONES.getOrDefault(text.toUpperCase(Locale.ROOT), 0));
        return ZoneOffset.of(text);
    }
}
