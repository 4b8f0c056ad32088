package org.posthouse.store;

import java.io.IOException;
import java.util.BitSet;
import java.util.UUID;

/// The house's answer to "which records does anyone still refer to?".
@FunctionalInterface
public interface Liveness {
    /// The answer must be durable: a record named dead stays dead when the power fails after this call. So a database whose commits alone are
    /// not durable is synced first, or a deletion that is lost would leave a row without its message.
    ///
    /// @param records one more than the highest number in the segment
    /// @return bit n set when record n is referred to by a committed row
    BitSet live(UUID segment, int records) throws IOException;
}
