package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.domain.Domains;
import org.posthouse.mime.Address;

/// Addresses of a domain that nobody else knows, where the domain has somebody who takes them. The last to be asked.
@ApplicationScoped @Priority(Resolver.STRAY + 1000)
public class CatchAllResolver implements Resolver {
    @Inject Domains domains;

    @Override public Optional<Found> find(Address address) {
        return domains.local().find(address.domainKey()).flatMap(domain -> Addresses.onward(domain.catchAll()).map(onward -> new Found(new Rule(Rule.Kind.CATCH_ALL, domain.name(), "domain/" + domain.id()), onward)));
    }
}
