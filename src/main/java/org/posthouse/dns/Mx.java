package org.posthouse.dns;

/// One MX record.
///
/// @param host in lower case without a dot at its end; empty for the root, which makes the record a null MX (RFC 7505 §3)
public record Mx(int preference, String host) {
    public boolean isNull() { return host.isEmpty(); }
}
