package org.posthouse.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/// One line an event: time in UTC, level, the logger's last name, the message; a trace follows on lines of its own, indented.
public final class LogLine extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /// The server prints whole certificates.
    private static final int LONGEST = 4000;
    private static final Pattern END = Pattern.compile("\\s*\\R\\s*");

    @Override public String format(LogRecord event) {
        var line = new StringBuilder(160).append(TIME.format(event.getInstant())).append(' ').append(event.getLevel().getName()).append(' ')
                .append(shortName(event.getLoggerName())).append(' ').append(oneLine(message(event))).append('\n');
        if (event.getThrown() != null) line.append(trace(event.getThrown()));
        return line.toString();
    }

    /// What [#formatMessage] makes of it, but for the `MessageFormat` that it reads for each line: a line an attempt of a mailing to ten thousand adds up.
    private String message(LogRecord event) {
        var text = event.getMessage();
        var values = event.getParameters();
        if (text == null || values == null || values.length == 0 || event.getResourceBundle() != null || text.indexOf('\'') >= 0) return formatMessage(event);
        var line = new StringBuilder(text.length() + 80);
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            boolean place = open + 2 < text.length() && text.charAt(open + 2) == '}' && text.charAt(open + 1) >= '0' && text.charAt(open + 1) < '0' + values.length;
            if (!place || !plain(values[text.charAt(open + 1) - '0'])) return formatMessage(event);
            line.append(text, from, open).append(values[text.charAt(open + 1) - '0']);
            from = open + 3;
        }
        return text.indexOf('}', from) >= 0 ? formatMessage(event) : line.append(text, from, text.length()).toString();
    }

    /// Looks the same in every language; of larger numbers and of times it is `MessageFormat` that decides.
    private static boolean plain(Object value) { return !(value instanceof Number || value instanceof Date) || (value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0 && ((Number) value).longValue() < 1000; }

    private static String shortName(String logger) {
        if (logger == null || logger.isEmpty()) return "-";
        return logger.startsWith("org.posthouse.") ? logger.substring("org.posthouse.".length()) : logger.substring(logger.lastIndexOf('.') + 1);
    }

    /// A peer's text has been escaped where it was logged; this is for the server's own messages of several lines.
    private static String oneLine(String message) {
        var line = message == null ? "" : message.strip();
        if (line.chars().anyMatch(LogLine::mayEndLine)) line = END.matcher(line).replaceAll(" | ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static boolean mayEndLine(int unit) { return unit < ' ' && unit != '\t' || unit == 0x85 || unit == 0x2028 || unit == 0x2029; }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().indent(4);
    }
}
