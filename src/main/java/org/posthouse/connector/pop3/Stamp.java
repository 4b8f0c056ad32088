package org.posthouse.connector.pop3;

import java.security.SecureRandom;
import java.util.HexFormat;

/// The time stamp of a greeting, which APOP's digest covers: never the same twice, and not to be foreseen (RFC 1939 §7).
final class Stamp {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Stamp() { }

    static String fresh(String session, String hostname) {
        var salt = new byte[8];
        RANDOM.nextBytes(salt);
        return "<" + session + "." + HexFormat.of().formatHex(salt) + "@" + hostname + ">";
    }
}
