package org.posthouse.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What is backed up, at one moment. Closed when all is copied.
public interface Origin extends AutoCloseable {
    /// @param file  null for octets in memory
    /// @param name  where it belongs in a home
    /// @param whole   a file of this name and length never has other octets
    /// @param passing may be gone when its turn comes, because its time was over
    record Piece(String name, Path file, byte[] memory, long octets, boolean whole, boolean passing) {
        public static Piece of(String name, byte[] memory) { return new Piece(name, null, memory, memory.length, false, false); }

        public static Piece of(String name, Path file, long octets, boolean whole) { return new Piece(name, file, null, octets, whole, false); }

        public static Piece passing(String name, Path file, long octets) { return new Piece(name, file, null, octets, false, true); }
    }

    List<Piece> pieces();

    Dump database();

    @Override void close() throws IOException;
}
