package org.posthouse.mime;

import java.util.Locale;

/// A mailbox address as the envelope carries it: `local@domain`.
///
/// @param local  unquoted local part, as given; 1 to 64 octets of UTF-8 (RFC 5321 §4.5.3.1.1)
/// @param domain as given: a host name (U-label or A-label) or a literal in brackets; empty only for a bare `postmaster` (and in what people of the house leave to be completed)
public record Address(String local, String domain) {

    /// The key under which a local address is found: lower case, A-label domain (RFC 5891), sub-address untouched.
    public String key() {
        return domain.isEmpty() ? local.toLowerCase(Locale.ROOT) : local.toLowerCase(Locale.ROOT) + '@' + domainKey();
    }

    /// The domain in lower case and A-labels; as given in lower case when it is a literal or no valid IDN.
    public String domainKey() { return Domains.key(domain); }

    /// As it stands in an envelope or a header, the local part quoted where it must be (RFC 5321 §4.1.2).
    @Override public String toString() {
        var left = LocalPart.quoted(local);
        return domain.isEmpty() ? left : left + '@' + domain;
    }
}
