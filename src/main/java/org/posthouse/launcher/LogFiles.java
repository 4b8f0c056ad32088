package org.posthouse.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

/// `<home>/log/posthouse.0.log`, and older files with higher numbers: a new one each day and each 10 MiB. What is too old or too much is thrown away when a file is begun.
public final class LogFiles extends Handler {
    private static final long FILE = 10 << 20;
    private static volatile int days = 30;
    private static volatile long octets = 200L << 20;
    private static volatile LogFiles writing;

    private final Path folder;
    private OutputStream out;                       // guarded by this, as all below
    private long size;
    private LocalDate day;

    /// For java.util.logging, which knows classes by name; the folder is its property of this class.
    public LogFiles() { this(Path.of(LogManager.getLogManager().getProperty(LogFiles.class.getName() + ".folder"))); }

    LogFiles(Path folder) {
        this.folder = folder;
        setFormatter(new LogLine());
        writing = this;
    }

    static void keep(int newDays, long newOctets) {
        days = newDays;
        octets = newOctets;
    }

    @Override public synchronized void publish(LogRecord event) {
        if (!isLoggable(event)) return;
        try {
            var line = getFormatter().format(event).getBytes(StandardCharsets.UTF_8);
            var today = event.getInstant().atOffset(ZoneOffset.UTC).toLocalDate();
            if (out == null) open(today);
            if (size > 0 && (size + line.length > FILE || today.isAfter(day))) begin(event.getInstant(), today);
            out.write(line);
            size += line.length;
        } catch (IOException | RuntimeException failed) {
            reportError("the log cannot be written", failed instanceof Exception e ? e : null, ErrorManager.WRITE_FAILURE);
        }
    }

    /// Goes on with the file of the last start, unless that is of another day.
    private void open(LocalDate today) throws IOException {
        var file = file(0);
        size = Files.exists(file) ? Files.size(file) : 0;
        day = size > 0 ? Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC).toLocalDate() : today;
        out = Files.newOutputStream(file, CREATE, APPEND);
    }

    private void begin(Instant now, LocalDate today) throws IOException {
        out.close();
        var files = files();
        for (var file : files.reversed()) Files.move(file, file(number(file) + 1), StandardCopyOption.REPLACE_EXISTING);
        out = Files.newOutputStream(file(0), CREATE, APPEND);
        size = 0;
        day = today;
        prune(now);
    }

    /// @return files thrown away
    static int rotate() throws IOException {
        var log = writing;
        return log == null ? 0 : log.rotated(Clock.systemUTC().instant());
    }

    synchronized int rotated(Instant now) throws IOException {
        var today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        if (out == null) open(today);
        int before = files().size();
        if (size == 0 || !today.isAfter(day)) return prune(now);
        begin(now, today);
        return before + 1 - files().size();
    }

    private int prune(Instant now) throws IOException {
        int gone = 0;
        long kept = 0;
        for (var file : files()) {
            kept += Files.size(file);
            boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(Duration.ofDays(days)));
            if (number(file) == 0 || !old && kept + FILE <= octets) continue;
            Files.delete(file);
            gone++;
        }
        return gone;
    }

    /// Newest first.
    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches("posthouse\\.\\d{1,6}\\.log")).sorted(Comparator.comparingInt(LogFiles::number)).toList();
        }
    }

    private static int number(Path file) { return Integer.parseInt(file.getFileName().toString().split("\\.")[1]); }

    private Path file(int number) { return folder.resolve("posthouse." + number + ".log"); }

    @Override public void flush() {
        // nothing is held back
    }

    @Override public synchronized void close() {
        try {
            if (out != null) out.close();
        } catch (IOException _) {
            // the process ends
        }
        out = null;
    }
}
