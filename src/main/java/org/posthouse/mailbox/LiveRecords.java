package org.posthouse.mailbox;

import java.util.BitSet;
import java.util.UUID;

/// Somebody whose rows refer to records of the store. CDI beans; compaction asks all of them.
///
/// Who moves a reference from one table to another pins the record meanwhile, or it could be in neither when both are asked.
public interface LiveRecords {
    /// Which records of a segment are referred to: bit n for record n. In the caller's transaction.
    BitSet live(UUID segment, int records);
}
