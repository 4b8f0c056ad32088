package org.posthouse.mime;

import java.util.Optional;

/// A reverse-path or forward-path (RFC 5321 §4.1.2): an address, or nothing for `<>`. Source routes are read and dropped (RFC 5321 §3.3).
public record Path(Optional<Address> address) {
    /// `<>`: the sender of reports, to whom none is ever sent.
    public static final Path NULL = new Path(Optional.empty());

    public static Path to(Address address) { return new Path(Optional.of(address)); }

    public static Path to(String local, String domain) { return to(new Address(local, domain)); }

    public boolean isNull() { return address.isEmpty(); }

    /// With angle brackets, as on the wire.
    @Override public String toString() { return address.map(a -> "<" + a + ">").orElse("<>"); }
}
