package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Directory;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.mime.Address;

/// Addresses of a domain that nobody else knows, where the domain has somebody who takes them. The last to be asked; its target as in [RedirectResolver].
@ApplicationScoped @Priority(9000)
public class CatchAllResolver implements Resolver {
    @Inject Domains domains;
    @Inject Directory directory;

    @Override public Optional<Resolution> resolve(Address address) {
        return domains.local().find(address.domainKey()).map(LocalDomain::catchAll).flatMap(directory::stored).map(Resolution.Mailbox::new);
    }
}
