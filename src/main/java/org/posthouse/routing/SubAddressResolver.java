package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Directory;
import org.posthouse.mime.Address;

/// `jane+box@`: behind all that has a name of its own.
@ApplicationScoped @Priority(3000)
public class SubAddressResolver implements Resolver {
    @Inject Directory directory;

    @Override public Optional<Found> find(Address address) { return directory.subAddress(address).map(found -> AccountResolver.found(Rule.Kind.SUB_ADDRESS, found)); }
}
