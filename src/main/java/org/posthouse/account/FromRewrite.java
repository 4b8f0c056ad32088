package org.posthouse.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the From field of mail this account submits is made to show its primary address.
public enum FromRewrite {
    NONE,
    /// `jane@example.test (Jane Doe)`
    COMMENT,
    /// `"Jane Doe" <jane@example.test>`
    QUOTED;

    /// As in JSON and CSV: lower case.
    public String label() { return name().toLowerCase(Locale.ROOT); }

    public static Optional<FromRewrite> of(String label) { return Arrays.stream(values()).filter(r -> r.label().equalsIgnoreCase(label)).findFirst(); }
}
