package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Directory;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.mime.Address;

/// All mail of a domain without accounts, to one address. Behind the accounts, so that postmaster@ and abuse@ of the domain keep reaching Postmaster. The target is asked of the
/// directory alone, so two domains that name each other make no circle; when its account is gone the address is unknown, and the sender hears it.
@ApplicationScoped @Priority(8000)
public class RedirectResolver implements Resolver {
    @Inject Domains domains;
    @Inject Directory directory;

    @Override public Optional<Resolution> resolve(Address address) {
        return domains.local().find(address.domainKey()).map(LocalDomain::redirect).flatMap(directory::stored).map(Resolution.Mailbox::new);
    }
}
