package org.posthouse.account;

import java.time.Duration;

/// What the desk says to somebody who wants to sign in.
public sealed interface SignInDecision {
    /// @param address the primary address
    record Granted(long account, String address, Role role) implements SignInDecision { }

    /// The password was right and a second factor is asked for; only at [Door#WEB].
    ///
    /// @param address the primary address
    record Half(long account, String address) implements SignInDecision { }

    /// Wrong name, wrong password, locked, or not from there; nobody may learn which. To be answered after `delay` (at most 8 s).
    record Denied(Duration delay) implements SignInDecision { }

    /// Too many at once; nothing was judged or counted.
    record Busy() implements SignInDecision { }
}
