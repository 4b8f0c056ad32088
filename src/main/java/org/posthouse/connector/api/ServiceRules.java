package org.posthouse.connector.api;

import java.time.Duration;

/// What holds for one service alone, besides the limits of all.
///
/// @param connections open at once; 0 = as many as the limits allow
/// @param idle        wait for a command; zero = as long as the limits allow
/// @param tlsToSignIn passwords pass under TLS only, also from this machine itself
public record ServiceRules(int connections, Duration idle, boolean tlsToSignIn) {
    public static final ServiceRules NONE = new ServiceRules(0, Duration.ZERO, false);

    public Limits within(Limits limits) { return idle.isZero() ? limits : limits.waiting(idle); }
}
