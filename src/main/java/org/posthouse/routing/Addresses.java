package org.posthouse.routing;

import java.util.List;
import java.util.Optional;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;

/// Addresses as settings and tables hold them.
public final class Addresses {
    private Addresses() { }

    /// `local@domain`; empty for what could stand in no envelope.
    public static Optional<Address> read(String text) {
        var typed = text.strip();
        if (typed.isEmpty() || typed.charAt(0) == '@' || typed.indexOf('>') >= 0) return Optional.empty();             // no source route
        return PathRead.parse('<' + typed + '>') instanceof PathRead.Good(var path, var rest) && rest.isBlank() ? path.address().filter(address -> !address.domain().isEmpty()) : Optional.empty();
    }

    static Optional<Resolution> onward(String stored) { return read(stored).map(address -> new Resolution.Onward(List.of(address))); }
}
