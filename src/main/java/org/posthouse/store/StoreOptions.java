package org.posthouse.store;

import java.time.Duration;

/// What the store may use. Changed only by opening it again.
///
/// @param segmentBytes    a segment that has grown to this is sealed; octets
/// @param heapBytes       a body up to this is staged in the heap, a larger one in a file of its own; octets
/// @param stagedHeapBytes all bodies staged in the heap together; beyond it even small ones go to files; octets
/// @param reserveBytes    disk space that mail may not use up (never more than a twentieth of the disk is kept); octets
/// @param backlogRecords  accepted but not dispatched: at this many [MessageStore#admit] waits
/// @param backlogBytes    the same in octets of messages
/// @param backlogPatience how long `admit` waits for the backlog to shrink before it says 451
/// @param batchRecords    records that share one sync at most
/// @param batchBytes      octets in the log that share one sync at most (one record may be more)
/// @param bufferBytes     the writer's buffer outside the heap; octets
/// @param syncPatience    how long a session waits for its sync before it is told 451
public record StoreOptions(long segmentBytes, int heapBytes, long stagedHeapBytes, long reserveBytes, int backlogRecords, long backlogBytes,
                           Duration backlogPatience, int batchRecords, int batchBytes, int bufferBytes, Duration syncPatience) {

    public static final StoreOptions DEFAULT = new StoreOptions(128L << 20, 256 << 10, 48L << 20, 512L << 20, 10_000, 256L << 20,
            Duration.ofSeconds(10), 2048, 8 << 20, 1 << 20, Duration.ofSeconds(60));

    public StoreOptions {
        if (segmentBytes < 1024 || heapBytes < 0 || stagedHeapBytes < 0 || reserveBytes < 0) throw new IllegalArgumentException("a size that is too small");
        if (backlogRecords < 1 || backlogBytes < 1 || batchRecords < 1 || batchBytes < 1) throw new IllegalArgumentException("a bound below 1");
        if (bufferBytes < 4096) throw new IllegalArgumentException("the writer's buffer needs 4096 octets");
    }

    public StoreOptions withSegmentBytes(long octets) {
        return new StoreOptions(octets, heapBytes, stagedHeapBytes, reserveBytes, backlogRecords, backlogBytes, backlogPatience, batchRecords, batchBytes, bufferBytes, syncPatience);
    }

    public StoreOptions withHeapBytes(int each, long all) {
        return new StoreOptions(segmentBytes, each, all, reserveBytes, backlogRecords, backlogBytes, backlogPatience, batchRecords, batchBytes, bufferBytes, syncPatience);
    }

    public StoreOptions withReserveBytes(long octets) {
        return new StoreOptions(segmentBytes, heapBytes, stagedHeapBytes, octets, backlogRecords, backlogBytes, backlogPatience, batchRecords, batchBytes, bufferBytes, syncPatience);
    }

    public StoreOptions withBacklog(int records, long octets, Duration patience) {
        return new StoreOptions(segmentBytes, heapBytes, stagedHeapBytes, reserveBytes, records, octets, patience, batchRecords, batchBytes, bufferBytes, syncPatience);
    }

    public StoreOptions withBatch(int records, int octets, int buffer) {
        return new StoreOptions(segmentBytes, heapBytes, stagedHeapBytes, reserveBytes, backlogRecords, backlogBytes, backlogPatience, records, octets, buffer, syncPatience);
    }

    public StoreOptions withSyncPatience(Duration patience) {
        return new StoreOptions(segmentBytes, heapBytes, stagedHeapBytes, reserveBytes, backlogRecords, backlogBytes, backlogPatience, batchRecords, batchBytes, bufferBytes, patience);
    }
}
