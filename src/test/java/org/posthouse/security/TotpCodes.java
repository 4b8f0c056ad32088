package org.posthouse.security;

import java.time.Instant;

/// An authenticator app, for tests of packages above.
public final class TotpCodes {
    private TotpCodes() { }

    public static String at(String secret, Instant when) { return Totp.code(Totp.octets(secret), when.getEpochSecond() / Totp.STEP_SECONDS, 6); }
}
