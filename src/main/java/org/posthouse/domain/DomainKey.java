package org.posthouse.domain;

import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.mime.Address;

/// The one spelling of a domain name: lower case, A-labels (RFC 5890 §2.3.2.1), no dot at the end.
///
/// @param name at most 253 octets, letters, digits and inner hyphens in each label
public record DomainKey(String name) {
    private static final Pattern LDH = Pattern.compile("(?!-)[a-z0-9-]{1,63}(?<!-)(\\.(?!-)[a-z0-9-]{1,63}(?<!-))*");
    private static final Pattern ALL_NUMERIC_TOP = Pattern.compile("(.*\\.)?[0-9]+");

    /// Empty when no host could have this name: an address literal, an IP address, a bad label.
    public static Optional<DomainKey> of(String text) {
        var trimmed = text.strip();
        if (trimmed.endsWith(".")) trimmed = trimmed.substring(0, trimmed.length() - 1);
        if (trimmed.isEmpty() || trimmed.length() > 253) return Optional.empty();
        var key = new Address("postmaster", trimmed).domainKey();
        boolean host = key.length() <= 253 && LDH.matcher(key).matches() && !ALL_NUMERIC_TOP.matcher(key).matches();   // RFC 1123 §2.1
        return host ? Optional.of(new DomainKey(key)) : Optional.empty();
    }

    /// @throws Rejected naming `field`
    public static DomainKey required(String field, String text) {
        return of(text).orElseThrow(() -> Rejected.invalid(field, "not a domain name"));
    }

    @Override public String toString() { return name; }
}
