package org.posthouse.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One file of a segment. Compaction replaces it by the next generation; it is deleted when its last reader has left. Guarded by its [Segment].
final class Generation {
    final SegmentName name;
    final Path file;
    volatile Index index;
    volatile long end;
    int readers;
    /// Set when a newer generation has taken over: what goes with the last reader, this file last of all.
    private List<Path> leftovers;

    Generation(SegmentName name, Path file, Index index, long end) {
        this.name = name;
        this.file = file;
        this.index = index;
        this.end = end;
    }

    void replaced(List<Path> leftovers) { this.leftovers = new ArrayList<>(leftovers); }

    /// What may be deleted now; empty while somebody reads or nothing has replaced it.
    List<Path> takeLeftovers() {
        if (leftovers == null || readers > 0) return List.of();
        var now = leftovers;
        leftovers = null;
        return now;
    }
}
