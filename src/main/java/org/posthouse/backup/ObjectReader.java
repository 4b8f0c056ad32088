package org.posthouse.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/// Reads one object. No octet leaves before its chunk was found right; the end comes only where the writer put it.
final class ObjectReader extends InputStream {
    private final String name;
    private final InputStream in;
    private final Chunks chunks;
    private byte[] piece = new byte[0];
    private int at;
    private boolean last;

    /// @param name of what is in it, for who is told of damage
    ObjectReader(Path file, Optional<BackupKey> key, String name) throws IOException {
        this.name = name;
        try {
            in = Files.newInputStream(file);
        } catch (NoSuchFileException missing) {
            throw new BackupTrouble("The backup is damaged: the object of " + name + " is missing (" + file + ").", missing);
        }
        try {
            var head = in.readNBytes(Chunks.HEAD);
            var fields = ByteBuffer.wrap(head);
            if (head.length != Chunks.HEAD || fields.getLong(0) != Chunks.MAGIC) throw damaged("its head is wrong");
            if (fields.getInt(8) != 1) throw new BackupTrouble("The object of " + name + " is of format " + fields.getInt(8) + ", which a newer version wrote; this one reads format 1.");
            boolean sealed = (fields.getInt(12) & Chunks.SEALED) != 0;
            if (sealed != key.isPresent()) throw sealed ? new BackupTrouble("The backup is encrypted; give its key.") : damaged("it is not encrypted as the rest is");
            var salt = new byte[Chunks.SALT];
            fields.get(16, salt);
            chunks = new Chunks(head, key.map(k -> k.sealing(salt, file.getFileName().toString())));
        } catch (IOException | RuntimeException failed) {
            in.close();
            throw failed;
        }
    }

    private BackupTrouble damaged(String what) { return new BackupTrouble("The backup is damaged: in the object of " + name + " " + what + "."); }

    @Override public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) return 0;
        while (at == piece.length) {
            if (last) return -1;
            next();
        }
        int some = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, from, some);
        at += some;
        return some;
    }

    /// A chunk is the last when nothing comes behind it; that the writer meant it so is sealed with it.
    private void next() throws IOException {
        int number = chunks.number();
        var closed = in.readNBytes(Chunks.CHUNK + chunks.overhead());
        last = closed.length < Chunks.CHUNK + chunks.overhead() || !more();
        try {
            piece = chunks.open(closed, closed.length, last).orElseThrow(() -> damaged("chunk " + number + " is not as it was written"));
        } catch (GeneralSecurityException failed) {
            throw new EOFException(name + ": " + failed);
        }
        at = 0;
    }

    private boolean more() throws IOException { return in.available() > 0; }

    @Override public void close() throws IOException { in.close(); }
}
