package org.posthouse.store;

import java.nio.file.Path;

/// The two folders of the store, on one file system: a staged body is renamed from one into the other.
///
/// @param store segments, large bodies, checkpoint; part of every backup
/// @param spool bodies that are still coming in; emptied at every start
public record StorePaths(Path store, Path spool) {
    Path large() { return store.resolve("large"); }

    Path large(RecordId id) { return large().resolve(id + ".msg"); }

    Path quarantine() { return store.resolve("quarantine"); }

    Path checkpoint() { return store.resolve("checkpoint"); }

    Path cleanMark() { return store.resolve("clean"); }

    Path lock() { return store.resolve("lock"); }
}
