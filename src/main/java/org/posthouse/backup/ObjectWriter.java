package org.posthouse.backup;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;

/// Writes one object. It has its name only once all of it is on disk; closed without [#finish] it never was.
final class ObjectWriter extends OutputStream {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final Chunks chunks;
    private final Digest digest;
    private final byte[] piece = new byte[Chunks.CHUNK];
    private int filled;
    private long octets;
    private boolean finished;

    ObjectWriter(Path file, Optional<BackupKey> key) throws IOException {
        this.file = file;
        unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        var salt = new byte[Chunks.SALT];
        RANDOM.nextBytes(salt);
        var head = Chunks.head(key.isPresent(), salt);
        chunks = new Chunks(head, key.map(k -> k.sealing(salt, file.getFileName().toString())));
        digest = Digest.of(key, "digest");
        channel = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING);
        put(head);
    }

    @Override public void write(int octet) throws IOException { write(new byte[] {(byte) octet}, 0, 1); }

    @Override public void write(byte[] from, int at, int length) throws IOException {
        digest.update(from, at, length);
        octets += length;
        while (length > 0) {
            if (filled == piece.length) flushPiece(false);       // only now is it known not to be the last
            int some = Math.min(length, piece.length - filled);
            System.arraycopy(from, at, piece, filled, some);
            filled += some;
            at += some;
            length -= some;
        }
    }

    private void flushPiece(boolean last) throws IOException {
        try {
            put(chunks.close(piece, filled, last));
        } catch (GeneralSecurityException failed) {
            throw new IOException(failed);
        }
        filled = 0;
    }

    private void put(byte[] octets) throws IOException { for (var buffer = ByteBuffer.wrap(octets); buffer.hasRemaining(); ) channel.write(buffer); }

    long octets() { return octets; }

    /// @return the digest of what is in it
    String finish() throws IOException {
        flushPiece(true);
        channel.force(true);
        channel.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        finished = true;
        return digest.end();
    }

    @Override public void close() throws IOException {
        if (finished) return;
        channel.close();
        Files.deleteIfExists(unfinished);
    }
}
