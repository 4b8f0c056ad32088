package org.posthouse.log;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// One event.
///
/// @param level SEVERE, WARNING, INFO, FINE, or another library's word for one of them
/// @param trace lines that follow it, or empty
public record LogEntry(Instant at, String level, String logger, LogGroup group, String message, String trace) {
    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z) ([A-Z]+) (\\S+) (.*)");

    /// Empty for a line that goes on with the one before.
    static Optional<LogEntry> read(String line, String trace) {
        var m = LINE.matcher(line);
        if (!m.matches()) return Optional.empty();
        try {
            return Optional.of(new LogEntry(Instant.parse(m.group(1)), m.group(2), m.group(3), LogGroup.of(m.group(3)), m.group(4), trace));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    public boolean isError() { return level.equals("SEVERE") || level.equals("ERROR") || level.equals("FATAL"); }

    public boolean isWarning() { return level.startsWith("WARN"); }

    public boolean isProblem() { return isError() || isWarning(); }
}
