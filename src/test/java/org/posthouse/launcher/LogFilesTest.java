package org.posthouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    @TempDir Path folder;

    @AfterEach void usual() { LogFiles.keep(30, 200L << 20); }

    private static void write(LogFiles log, Instant at, String message) {
        var event = new LogRecord(Level.INFO, message);
        event.setInstant(at);
        event.setLoggerName("org.posthouse.test.Test");
        log.publish(event);
    }

    private List<String> names() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test void eachDayHasAFileOfItsOwn() throws Exception {
        var log = new LogFiles(folder);
        write(log, NOON, "one");
        write(log, NOON.plus(Duration.ofDays(1)), "two");
        log.close();
        assertEquals(List.of("posthouse.0.log", "posthouse.1.log"), names());
        assertEquals("2026-03-02T12:00:00.000Z INFO test.Test two\n", Files.readString(folder.resolve("posthouse.0.log")));
        assertTrue(Files.readString(folder.resolve("posthouse.1.log")).endsWith(" one\n"));
    }

    @Test void aStartGoesOnWithTheFileOfTheSameDay() throws Exception {
        for (var message : List.of("one", "two")) {
            var log = new LogFiles(folder);
            write(log, Instant.now(), message);
            log.close();
        }
        assertEquals(List.of("posthouse.0.log"), names());
        assertEquals(2, Files.readAllLines(folder.resolve("posthouse.0.log")).size());
    }

    @Test void whatIsTooMuchGoesOldestFirst() throws Exception {
        LogFiles.keep(30, 35L << 20);
        var log = new LogFiles(folder);
        for (int i = 0; i < 60 << 10; i++) write(log, NOON, i + "x".repeat(1 << 10));
        log.close();
        assertEquals(List.of("posthouse.0.log", "posthouse.1.log", "posthouse.2.log"), names());
    }

    @Test void whatIsTooOldGoes() throws Exception {
        Files.setLastModifiedTime(Files.writeString(folder.resolve("posthouse.3.log"), "old\n"), FileTime.from(NOON.minus(Duration.ofDays(31))));
        Files.setLastModifiedTime(Files.writeString(folder.resolve("posthouse.2.log"), "young\n"), FileTime.from(NOON.minus(Duration.ofDays(29))));
        Files.writeString(folder.resolve("mine.txt"), "not ours\n");
        var log = new LogFiles(folder);
        write(log, NOON, "one");
        write(log, NOON.plus(Duration.ofDays(1)), "two");
        log.close();
        assertEquals(List.of("mine.txt", "posthouse.0.log", "posthouse.1.log", "posthouse.3.log"), names());
        assertEquals("young\n", Files.readString(folder.resolve("posthouse.3.log")));
    }
}
