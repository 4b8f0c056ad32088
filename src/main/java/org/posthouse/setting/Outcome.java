package org.posthouse.setting;

import java.util.List;
import org.posthouse.setting.Snapshot.Fault;

/// What became of a wish to change settings.
public sealed interface Outcome {
    /// @param before equal to `now` when the wish was what holds already
    record Settled(Snapshot before, Snapshot now) implements Outcome { }

    /// Nothing was changed.
    ///
    /// @param faults all of them, at least one
    record Refused(List<Fault> faults) implements Outcome { }

    /// Somebody else changed settings since the version that the wish was made for; nothing was changed.
    record Stale() implements Outcome { }
}
