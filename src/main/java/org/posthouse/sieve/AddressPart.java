package org.posthouse.sieve;

import java.util.Optional;

/// Which part of an address a test is about (RFC 5228 §2.7.4, RFC 5233).
enum AddressPart {
    ALL, LOCALPART, DOMAIN, USER, DETAIL;

    private static final char SEPARATOR = '+';

    static AddressPart of(Arguments arguments) throws ScriptFault {
        if (arguments.tag("localpart")) return LOCALPART;
        if (arguments.tag("domain")) return DOMAIN;
        if (arguments.tag("user", "subaddress")) return USER;
        if (arguments.tag("detail", "subaddress")) return DETAIL;
        arguments.tag("all");
        return ALL;
    }

    /// Empty when the address has no such part.
    Optional<String> of(String address) {
        int at = address.lastIndexOf('@');
        var local = at < 0 ? address : address.substring(0, at);
        int plus = local.indexOf(SEPARATOR);
        return switch (this) {
            case ALL -> Optional.of(address);
            case LOCALPART -> Optional.of(local);
            case DOMAIN -> Optional.of(at < 0 ? "" : address.substring(at + 1));
            case USER -> Optional.of(plus < 0 ? local : local.substring(0, plus));
            case DETAIL -> plus < 0 ? Optional.empty() : Optional.of(local.substring(plus + 1));                    // RFC 5233 §4: without one the test fails
        };
    }
}
