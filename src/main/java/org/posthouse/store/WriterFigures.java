package org.posthouse.store;

/// What the writer has done since the opening. Written by its thread, read by any.
final class WriterFigures {
    volatile long records;
    volatile long octets;
    volatile long syncs;
    volatile long failedSyncs;
    volatile long lastSyncNanos;

    void synced(long nanos, int records, long octets) {
        this.records += records;
        this.octets += octets;
        syncs++;
        lastSyncNanos = nanos;
    }

    void failed() { failedSyncs++; }
}
