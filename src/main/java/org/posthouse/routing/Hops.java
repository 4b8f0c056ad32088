package org.posthouse.routing;

import java.util.List;

/// Where a route leads now.
public sealed interface Hops {
    /// At least one, in the order in which they are to be tried.
    record Servers(List<Server> all) implements Hops {
        public Servers { all = List.copyOf(all); }
    }

    /// Nobody knows at the moment.
    ///
    /// @param enhanced RFC 3463
    record Later(String enhanced, String text) implements Hops { }

    /// There is no way, and there will be none.
    ///
    /// @param loop mail would come back to this house: its own administrator has to do something
    record Never(String enhanced, String text, boolean loop) implements Hops { }
}
