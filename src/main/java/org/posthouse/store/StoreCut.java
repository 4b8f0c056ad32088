package org.posthouse.store;

import java.nio.file.Path;
import java.util.List;

/// The store as it was at one moment, for a backup: files that keep these octets until it is closed, because their segments are pinned.
///
/// @param checkpoint the file `checkpoint` for a store that is made of the pieces; it vouches for the open segment up to its piece's end
/// @param pieces     segments, oldest first, then large bodies
public record StoreCut(byte[] checkpoint, List<Piece> pieces, List<Pin> pins) implements AutoCloseable {
    /// A file, of which only so many octets belong to the cut.
    ///
    /// @param name  in the folder of the store
    /// @param whole the file will never have other octets under this name
    public record Piece(String name, Path file, long octets, boolean whole) { }

    @Override public void close() { pins.forEach(Pin::close); }
}
