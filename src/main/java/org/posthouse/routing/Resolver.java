package org.posthouse.routing;

import java.util.Optional;
import org.posthouse.mime.Address;

/// Knows some of the addresses. A CDI bean; asked in the order of `jakarta.annotation.Priority`, lowest first.
public interface Resolver {
    /// Empty when it does not know the address: the next resolver is asked.
    Optional<Resolution> resolve(Address address);
}
