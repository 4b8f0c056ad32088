package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.domain.Domains;
import org.posthouse.mime.Address;

/// All mail of a domain without accounts, to one address. Behind the accounts, so that postmaster@ and abuse@ of the domain keep reaching Postmaster.
@ApplicationScoped @Priority(Resolver.STRAY)
public class RedirectResolver implements Resolver {
    @Inject Domains domains;

    @Override public Optional<Found> find(Address address) {
        return domains.local().find(address.domainKey()).flatMap(domain -> Addresses.onward(domain.redirect()).map(onward -> new Found(new Rule(Rule.Kind.REDIRECT, domain.name(), "domain/" + domain.id()), onward)));
    }
}
