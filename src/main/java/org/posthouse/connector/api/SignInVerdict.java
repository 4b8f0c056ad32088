package org.posthouse.connector.api;

import java.time.Duration;

/// What the house says to a password.
public sealed interface SignInVerdict {
    record Granted(SignedIn who) implements SignInVerdict { }

    /// Wrong name, wrong password, locked or not from this address: the client cannot tell which. The connector waits `delay` before it answers.
    record Denied(Duration delay) implements SignInVerdict { }

    /// Too many sign-ins at once: 454 4.7.0, `-ERR [SYS/TEMP]`. Says nothing about the password.
    record Busy() implements SignInVerdict { }
}
