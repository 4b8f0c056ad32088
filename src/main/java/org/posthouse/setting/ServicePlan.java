package org.posthouse.setting;

import java.util.List;
import java.util.Optional;

/// What may be decided about a service while the house runs.
///
/// @param on          empty: as the house was started
/// @param port        empty: as the house was started
/// @param addresses   empty: as the house was started; never an empty list
/// @param connections open at once; 0 = as the limits of all services say
/// @param idleSeconds waiting for a command; 0 = as the limits of all services say
/// @param tlsToSignIn passwords pass under TLS only, also from this machine itself
public record ServicePlan(Optional<Boolean> on, Optional<Integer> port, Optional<List<String>> addresses, int connections, int idleSeconds, boolean tlsToSignIn) {
    /// Nobody chose anything.
    public static final ServicePlan STANDARD = new ServicePlan(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, false);

    public ServicePlan { addresses = addresses.map(List::copyOf); }
}
