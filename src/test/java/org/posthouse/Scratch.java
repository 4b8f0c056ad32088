package org.posthouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicInteger;

/// Folders under `target/blackbox/<process>`: on a disk, so that syncs are real, and gone with `mvn clean`.
public final class Scratch {
    private static final Path ROOT = Path.of("target", "blackbox", Long.toString(ProcessHandle.current().pid())).toAbsolutePath();

    private static final AtomicInteger PASSING = new AtomicInteger();

    private Scratch() { }

    /// An empty folder of its own, gone when this process ends.
    public static Path passing(String name) {
        int number = PASSING.incrementAndGet();
        if (number == 1) Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                delete(ROOT.resolve("passing"));
            } catch (IOException kept) {
                // something still writes there; it goes with mvn clean
            }
        }));
        return folder("passing/" + name + "-" + number);
    }

    /// An empty folder; what an earlier run left there goes.
    public static Path folder(String name) {
        var folder = ROOT.resolve(name);
        try {
            delete(folder);
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override public FileVisitResult postVisitDirectory(Path emptied, IOException failed) throws IOException {
                Files.deleteIfExists(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
