package org.posthouse.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// The few disk operations whose order makes the store durable.
final class Disk {
    /// Ends the name of a file that is not finished; such files are swept at the next start.
    static final String UNFINISHED = ".new";

    private Disk() { }

    /// Makes creations, renames and deletions in the folder durable.
    static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    /// Makes the names of a folder and of all folders above it durable, as far up as this process may look.
    static void forceAncestors(Path folder) throws IOException {
        for (var above = folder.toAbsolutePath().getParent(); above != null; above = above.getParent()) {
            try {
                force(above);
            } catch (AccessDeniedException notMadeByUs) {
                return;
            }
        }
    }

    /// Other people's mail is nobody else's business on this machine.
    static void keepPrivate(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    static void writeFully(FileChannel channel, ByteBuffer octets, long position) throws IOException {
        while (octets.hasRemaining()) position += channel.write(octets, position);
    }

    /// Reads until the buffer is full or the file ends, and flips it.
    static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        var octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining() && channel.read(octets, position + octets.position()) >= 0) { }
        return octets.flip();
    }

    /// The file is there afterwards with all of these octets, or as it was before; durable as far as its folder's entry goes only after [#force].
    static void replace(Path file, ByteBuffer octets) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try (var channel = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING)) {
            writeFully(channel, octets, 0);
            channel.force(false);
        } catch (IOException e) {
            discard(unfinished); // a file whose sync failed is not written to again
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static List<Path> list(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /// For files nobody needs any more: one that cannot be deleted now is swept at the next start.
    static boolean discard(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException leftForTheNextStart) {
            return false;
        }
    }

    static boolean full(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            var text = String.valueOf(cause.getMessage());
            if (text.contains("No space left") || text.contains("quota exceeded")) return true; // ENOSPC, EDQUOT: the JDK has no type for them
        }
        return false;
    }
}
