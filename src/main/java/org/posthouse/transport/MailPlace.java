package org.posthouse.transport;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.posthouse.machine.Roots;

/// A file or a Maildir below a registered folder. Every step to it is opened from the one before and no link is followed, so nothing that others do in the folder leads out of it.
final class MailPlace {
    private static final FileAttribute<?> OWNERS_ALONE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNERS_FOLDER = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);        // RFC 4155 §2.A
    private static final Duration STALE = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int TRIES = 40;

    private final Path root;
    private final List<String> steps;
    private final Instant now;

    /// A message as its octets go out.
    interface Content {
        void to(OutputStream stream) throws IOException;
    }

    /// Somebody else writes there; again later.
    static final class Busy extends IOException {
        private static final long serialVersionUID = 1;

        Busy() { super("somebody else has it locked"); }
    }

    MailPlace(Roots.Place place, Instant now) throws IOException {
        root = Path.of(place.root().folder()).toRealPath();
        steps = place.steps();
        this.now = now;
    }

    /// Adds the message at the end of an mbox (RFC 4155), locked in both of the ways that programs look for: a file `.lock` beside it, and fcntl. A message is there whole or not at all.
    void append(String sender, Instant arrived, Content content) throws IOException, InterruptedException {
        var name = steps.getLast();
        try (var folder = walk(steps.size() - 1)) {
            var lock = Path.of(name + ".lock");
            lock(folder, lock);
            try {
                regularOrAbsent(folder, Path.of(name));
                try (var channel = open(folder, Path.of(name), Set.of(READ, WRITE, CREATE, NOFOLLOW_LINKS))) {
                    append(channel, "From " + (sender.isEmpty() ? "MAILER-DAEMON" : sender.replaceAll("\\s", "_")) + " " + ASCTIME.format(arrived.atZone(ZoneOffset.UTC)) + "\n", content);
                }
            } finally {
                folder.deleteFile(lock);
            }
        }
    }

    private static void append(FileChannel channel, String from, Content content) throws IOException {
        try (var held = channel.tryLock()) {
            if (held == null) throw new Busy();
            long end = channel.size();
            boolean whole = false;
            try {
                var stream = Channels.newOutputStream(channel.position(end));
                stream.write((endOfLast(channel, end) + from).getBytes(StandardCharsets.UTF_8));
                var lines = new MachineLines(stream, true);
                content.to(lines);
                lines.end();
                stream.write((lines.atLineStart() ? "\n" : "\n\n").getBytes(StandardCharsets.US_ASCII));
                channel.force(true);
                whole = true;
            } finally {
                if (!whole) channel.truncate(end);
            }
        } catch (OverlappingFileLockException _) {
            throw new Busy();
        }
    }

    /// What is missing behind the last message, which somebody may have left half written.
    private static String endOfLast(FileChannel channel, long end) throws IOException {
        var last = ByteBuffer.allocate(2);
        for (int got = 0; got >= 0 && last.hasRemaining() && end >= 2; ) got = channel.read(last, end - 2 + last.position());
        if (end == 0) return "";
        return end >= 2 && last.get(1) == '\n' ? last.get(0) == '\n' ? "" : "\n" : "\n\n";
    }

    private void lock(SecureDirectoryStream<Path> folder, Path lock) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            try (var made = open(folder, lock, Set.of(WRITE, CREATE_NEW, NOFOLLOW_LINKS))) {
                made.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
                return;
            } catch (FileAlreadyExistsException _) {
                if (stale(folder, lock)) folder.deleteFile(lock);
                else Thread.sleep(PAUSE);
            }
        }
        throw new Busy();
    }

    private boolean stale(SecureDirectoryStream<Path> folder, Path lock) throws IOException {
        try {
            return folder.getFileAttributeView(lock, BasicFileAttributeView.class, NOFOLLOW_LINKS).readAttributes().lastModifiedTime().toInstant().isBefore(now.minus(STALE));
        } catch (NoSuchFileException _) {
            return false;                                                    // it went between two looks
        }
    }

    private static void regularOrAbsent(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        try {
            if (!folder.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS).readAttributes().isRegularFile()) throw new FileSystemException(name.toString(), null, "it is no ordinary file");
        } catch (NoSuchFileException _) {
            // it is made now
        }
    }

    /// Puts the message into a Maildir: written aside and synced, then named into `new`. The same name again replaces what was put there before, so a repetition makes no second copy while nobody has looked.
    void put(String name, Content content) throws IOException {
        make(steps.size());
        try (var maildir = walk(steps.size()); var aside = step(maildir, "tmp"); var fresh = step(maildir, "new")) {
            try (var channel = open(aside, Path.of(name), Set.of(WRITE, CREATE, TRUNCATE_EXISTING, NOFOLLOW_LINKS))) {
                var lines = new MachineLines(Channels.newOutputStream(channel), false);
                content.to(lines);
                lines.end();
                channel.force(true);
            }
            aside.move(Path.of(name), fresh, Path.of(name));
        }
        try (var folder = FileChannel.open(path(steps.size()).resolve("new"), READ)) {
            folder.force(true);
        }
    }

    /// The Maildir with its three folders, if its parent is there.
    private void make(int depth) throws IOException {
        try (var _ = walk(depth - 1)) {
            var maildir = path(depth);
            for (var each : List.of(maildir, maildir.resolve("tmp"), maildir.resolve("new"), maildir.resolve("cur"))) {
                if (Files.isDirectory(each, NOFOLLOW_LINKS)) continue;
                try {
                    Files.createDirectory(each, OWNERS_FOLDER);
                } catch (FileAlreadyExistsException _) {
                    // what it is shows when it is opened
                }
            }
        }
    }

    private Path path(int depth) {
        var path = root;
        for (var step : steps.subList(0, depth)) path = path.resolve(step);
        return path;
    }

    private SecureDirectoryStream<Path> walk(int depth) throws IOException {
        var at = secure(Files.newDirectoryStream(root));
        for (var step : steps.subList(0, depth)) {
            try (var before = at) {
                at = step(before, step);
            }
        }
        return at;
    }

    private static SecureDirectoryStream<Path> step(SecureDirectoryStream<Path> from, String name) throws IOException { return from.newDirectoryStream(Path.of(name), NOFOLLOW_LINKS); }

    private static SecureDirectoryStream<Path> secure(java.nio.file.DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) return secure;
        stream.close();
        throw new IOException("this system cannot open files without following links");
    }

    private static FileChannel open(SecureDirectoryStream<Path> folder, Path name, Set<? extends OpenOption> how) throws IOException {
        var channel = folder.newByteChannel(name, how, OWNERS_ALONE);
        if (channel instanceof FileChannel file) return file;
        channel.close();
        throw new IOException("this system cannot lock files");
    }
}
