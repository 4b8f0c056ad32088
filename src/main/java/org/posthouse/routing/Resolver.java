package org.posthouse.routing;

import java.util.Optional;
import org.posthouse.mime.Address;

/// Knows some of the addresses. A CDI bean; asked in the order of `jakarta.annotation.Priority`, lowest first: docs/reference/addresses.md has the numbers.
public interface Resolver {
    /// From here on it is stray mail: rules that catch what nobody has.
    int STRAY = 8000;

    /// Empty when it does not know the address: the next resolver is asked.
    ///
    /// @param address of a domain of this house by its own name, or of another house
    Optional<Found> find(Address address);
}
