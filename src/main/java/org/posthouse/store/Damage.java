package org.posthouse.store;

import java.util.Optional;
import java.util.UUID;

/// Octets of the log that are not what was written: rot, a lost block, a missing file. They stay where they are, are listed in
/// `quarantine/damage.log`, and are never delivered.
///
/// @param record the message that is lost, where it can be told
/// @param offset in the segment's file
/// @param length octets; 0 when it is not known
/// @param what   for the log and the postmaster
public record Damage(UUID segment, Optional<RecordId> record, long offset, long length, String what) { }
