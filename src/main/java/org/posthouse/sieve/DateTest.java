package org.posthouse.sieve;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.mime.MailDate;

/// date and currentdate (RFC 5260 §4, §5).
final class DateTest {
    private DateTest() { }

    static Test of(Arguments arguments, boolean current) throws ScriptFault {
        arguments.needs("date");
        var index = current ? new HeaderTests.Index(Optional.empty(), false) : HeaderTests.Index.of(arguments);
        var zone = arguments.string("zone");
        boolean original = !current && arguments.tag("originalzone");
        if (original && zone.isPresent()) throw arguments.fault(":zone or :originalzone, not both");
        var fixed = zone.isPresent() ? Optional.of(zone(zone.get(), arguments)) : Optional.<ZoneId>empty();
        var match = Match.of(arguments);
        var header = current ? "" : arguments.string();
        var part = arguments.string().toLowerCase(Locale.ROOT);
        if (part(ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), part).isEmpty()) throw arguments.fault("a date has no part " + part);
        var keys = arguments.strings();
        return run -> {
            var found = current ? Optional.of(run.mail.now()) : index.of(run.header(run.text(header))).stream().findFirst().flatMap(DateTest::read);
            var there = found.map(date -> original ? date : date.withZoneSameInstant(fixed.orElse(run.mail.now().getZone()))).flatMap(date -> part(date, part));
            return match.any(run, there.map(List::of).orElse(List.of()), run.texts(keys));
        };
    }

    /// The last part behind a semicolon, so that Received fields have a date too (RFC 5260 §4).
    private static Optional<ZonedDateTime> read(String field) { return MailDate.parse(field.substring(field.lastIndexOf(';') + 1).strip()); }

    private static ZoneId zone(String text, Arguments arguments) throws ScriptFault {
        try {
            return ZoneOffset.of(text);                                  // +0900
        } catch (DateTimeException wrong) {
            throw arguments.fault("a zone is written like +0900, not " + text);
        }
    }

    private static Optional<String> part(ZonedDateTime date, String part) {
        return Optional.ofNullable(switch (part) {
            case "year" -> "%04d".formatted(date.getYear());
            case "month" -> "%02d".formatted(date.getMonthValue());
            case "day" -> "%02d".formatted(date.getDayOfMonth());
            case "date" -> date.toLocalDate().toString();
            case "julian" -> Long.toString(date.toLocalDate().getLong(java.time.temporal.JulianFields.MODIFIED_JULIAN_DAY));
            case "hour" -> "%02d".formatted(date.getHour());
            case "minute" -> "%02d".formatted(date.getMinute());
            case "second" -> "%02d".formatted(date.getSecond());
            case "time" -> date.format(DateTimeFormatter.ofPattern("HH:mm:ss"));
            case "iso8601" -> date.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            case "std11" -> MailDate.format(date);
            case "zone" -> date.format(DateTimeFormatter.ofPattern("xx"));
            case "weekday" -> Integer.toString(date.getDayOfWeek().getValue() % 7);
            default -> null;
        });
    }
}
