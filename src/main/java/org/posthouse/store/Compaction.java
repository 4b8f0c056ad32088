package org.posthouse.store;

/// What one round of compaction did.
///
/// @param rewritten segments copied without their dead records
/// @param removed   segments without a live record
/// @param postponed segments that were pinned or gained a reference meanwhile; the next round looks again
/// @param octets    given back, large bodies included
public record Compaction(int rewritten, int removed, int postponed, long octets) { }
