package org.posthouse.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// One line an event: time in UTC, level, the logger's last name, the message; a trace follows on lines of its own, indented.
public final class LogLine extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /// The server prints whole certificates.
    private static final int LONGEST = 4000;

    @Override public String format(LogRecord event) {
        var line = new StringBuilder(160).append(TIME.format(event.getInstant())).append(' ').append(event.getLevel().getName()).append(' ')
                .append(shortName(event.getLoggerName())).append(' ').append(oneLine(formatMessage(event))).append('\n');
        if (event.getThrown() != null) line.append(trace(event.getThrown()));
        return line.toString();
    }

    private static String shortName(String logger) {
        if (logger == null || logger.isEmpty()) return "-";
        return logger.startsWith("org.posthouse.") ? logger.substring("org.posthouse.".length()) : logger.substring(logger.lastIndexOf('.') + 1);
    }

    /// A peer's text has been escaped where it was logged; this is for the server's own messages of several lines.
    private static String oneLine(String message) {
        var line = message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", " | ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().indent(4);
    }
}
