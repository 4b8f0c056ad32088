package org.posthouse.store;

import java.time.Duration;

/// The store in numbers, for health and metrics. Counters count from the opening on.
///
/// @param records        appended and synced
/// @param octets         of those, as written to the log and to large files
/// @param syncs          successful
/// @param failedSyncs    batches refused because a write or sync failed, each of which retired a segment
/// @param lastSync       how long the last sync took
/// @param backlogRecords accepted and not yet dispatched
/// @param backlogOctets  the same in octets of messages
/// @param segments       in the log, the open one included
/// @param segmentOctets  that their files take, large bodies not included
/// @param damages        reported since the opening
/// @param stagedHeap     octets of bodies waiting in the heap
/// @param freeOctets     usable on the disk, the reserve not subtracted
public record StoreFigures(long records, long octets, long syncs, long failedSyncs, Duration lastSync, long backlogRecords, long backlogOctets,
                           int segments, long segmentOctets, long damages, long stagedHeap, long freeOctets) { }
