package org.posthouse.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads and searches the log, newest first.
@ApplicationScoped public class LogBook {
    /// Read for one page at most; a search that needs more is told to narrow itself.
    private static final long MOST_READ = 48L << 20;
    /// A trace of more lines is cut.
    private static final int MOST_TRACE = 200;

    private final Path folder;

    /// For the container's proxy.
    protected LogBook() { folder = null; }

    @Inject public LogBook(@ConfigProperty(name = "posthouse.home", defaultValue = "./var") String home) { this.folder = Path.of(home).resolve("log"); }

    /// @param text     part of the message, the trace or the logger's name, in any case; empty for all
    /// @param problems warnings and errors only
    /// @param from     not before
    /// @param until    before
    public record Filter(String text, boolean problems, Optional<LogGroup> group, Optional<Instant> from, Optional<Instant> until) {
        public static final Filter ALL = new Filter("", false, Optional.empty(), Optional.empty(), Optional.empty());

        boolean takes(LogEntry entry) {
            if (problems && !entry.isProblem() || group.isPresent() && group.get() != entry.group() || until.isPresent() && !entry.at().isBefore(until.get())) return false;
            var part = text.strip().toLowerCase(Locale.ROOT);
            return part.isEmpty() || entry.message().toLowerCase(Locale.ROOT).contains(part) || entry.trace().toLowerCase(Locale.ROOT).contains(part) || entry.logger().toLowerCase(Locale.ROOT).contains(part);
        }
    }

    /// @param more there are older ones
    /// @param cut  reading ended before the log did: older lines were not looked at
    public record Page(List<LogEntry> entries, boolean more, boolean cut) { }

    /// @param skip how many that the filter takes
    public Page page(Filter filter, int skip, int size) {
        var entries = new ArrayList<LogEntry>();
        var after = new ArrayDeque<String>();           // lines below the one in hand that begin no entry: its trace
        int left = skip;
        long read = 0;
        for (var file : files()) {
            try (var lines = new BackwardLines(file)) {
                for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                    var entry = LogEntry.read(line.get(), String.join("\n", after));
                    if (entry.isEmpty()) {
                        if (after.size() >= MOST_TRACE) after.removeLast();
                        after.addFirst(line.get());
                    } else {
                        after.clear();
                        if (filter.from().isPresent() && entry.get().at().isBefore(filter.from().get())) return new Page(entries, false, false);
                        if (filter.takes(entry.get()) && left-- <= 0) {
                            if (entries.size() == size) return new Page(entries, true, false);
                            entries.add(entry.get());
                        }
                    }
                    if (read + lines.read() > MOST_READ) return new Page(entries, false, true);
                }
                read += lines.read();
            } catch (IOException gone) {
                after.clear();                           // rotated away under us
            }
        }
        return new Page(entries, false, false);
    }

    /// Newest first.
    private List<Path> files() {
        try (var all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches("posthouse\\.\\d{1,6}\\.log"))
                    .sorted(Comparator.comparingInt(file -> Integer.parseInt(file.getFileName().toString().split("\\.")[1]))).toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
