package org.posthouse.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

/// All state of one appliance. Opening it makes the folders that lack and takes the lock, which the kernel gives back however the process ends.
final class Home implements AutoCloseable {
    private static final List<String> FOLDERS = List.of("config", "store", "spool", "db", "index", "log", "tmp");
    private static final String LOCK = "posthouse.lock";
    private static final String PID = "posthouse.pid";

    private final Path path;
    private final FileLock lock;

    private Home(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    static Home open(Path path) {
        try {
            Files.createDirectories(path);
            if (Files.getFileStore(path).supportsFileAttributeView("posix"))
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));   // mail and keys: nobody else's
            var channel = FileChannel.open(path.resolve(LOCK), CREATE, WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new CannotStart(Exit.CANNOT_OPEN, "A Posthouse is already running on " + path + pid(path).map(pid -> " (process " + pid + ")").orElse("") + ".");
            }
            for (var folder : FOLDERS) Files.createDirectories(path.resolve(folder));
            return new Home(path, lock);
        } catch (IOException unusable) {
            throw new CannotStart(Exit.CANNOT_OPEN, "The home " + path + " cannot be used: " + unusable, unusable);
        }
    }

    /// The process that said it runs here, if it still does.
    static java.util.Optional<Long> pid(Path home) {
        try {
            var text = Files.readString(home.resolve(PID)).strip();
            return text.matches("\\d{1,18}") ? java.util.Optional.of(Long.valueOf(text)).filter(pid -> ProcessHandle.of(pid).isPresent()) : java.util.Optional.empty();
        } catch (IOException _) {
            return java.util.Optional.empty();
        }
    }

    static boolean running(Path home) {
        if (!Files.exists(home.resolve(LOCK))) return false;
        try (var channel = FileChannel.open(home.resolve(LOCK), WRITE)) {
            return tryLock(channel) == null;
        } catch (IOException _) {
            return false;
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    void sayPid() throws IOException { Files.writeString(path.resolve(PID), ProcessHandle.current().pid() + "\n"); }

    @Override public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException _) {
            // the kernel closes it with the process
        }
    }
}
