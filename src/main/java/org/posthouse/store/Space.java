package org.posthouse.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;

/// How much room the disk has, asked at most five times a second.
final class Space {
    private static final long FRESH_NANOS = 200_000_000L;

    private final FileStore disk;
    private final long reserve;
    private volatile long free;
    private volatile long asked;

    Space(StorePaths paths, StoreOptions options) throws IOException {
        disk = Files.getFileStore(paths.store());
        reserve = Math.min(options.reserveBytes(), disk.getTotalSpace() / 20);
        ask();
    }

    /// Octets usable, the reserve included.
    long free() {
        if (System.nanoTime() - asked > FRESH_NANOS) ask();
        return free;
    }

    boolean holds(long octets) { return free() - reserve >= octets; }

    /// The next question goes to the disk.
    void suspect() { asked = System.nanoTime() - FRESH_NANOS - 1; }

    private void ask() {
        try {
            free = disk.getUsableSpace();
        } catch (IOException e) {
            free = 0; // a disk that does not answer takes no mail
        }
        asked = System.nanoTime();
    }
}
