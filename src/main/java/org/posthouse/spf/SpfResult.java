package org.posthouse.spf;

import java.util.Locale;

/// RFC 7208 §2.6.
public enum SpfResult {
    NONE, NEUTRAL, PASS, FAIL, SOFTFAIL, TEMPERROR, PERMERROR;

    /// As in the Received-SPF field.
    public String label() { return name().toLowerCase(Locale.ROOT); }
}
