package org.posthouse.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an account may do beyond its own affairs.
public enum Role {
    USER,
    /// Everything: domains, accounts, settings.
    POSTMASTER;

    /// As in JSON and CSV: lower case.
    public String label() { return name().toLowerCase(Locale.ROOT); }

    public static Optional<Role> of(String label) { return Arrays.stream(values()).filter(r -> r.label().equalsIgnoreCase(label)).findFirst(); }
}
