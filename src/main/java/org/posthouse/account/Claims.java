package org.posthouse.account;

import java.util.Optional;
import org.posthouse.mime.Address;

/// What modules above have taken of local addresses: an account or alias of that name would come in the way of each other's mail. In the caller's transaction.
@FunctionalInterface public interface Claims {
    /// What has the address, by the name people know it by. Empty for one that is free, or an account's or an alias's.
    ///
    /// @param address in the domain's own name
    Optional<String> holder(Address address);

    /// Stands in the way of closing a domain.
    default boolean anyIn(long domain) { return false; }
}
