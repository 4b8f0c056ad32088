package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Directory;
import org.posthouse.mime.Address;

/// Addresses of accounts, sub-addresses and the reserved names.
@ApplicationScoped @Priority(1000)
public class AccountResolver implements Resolver {
    @Inject Directory directory;

    @Override public Optional<Resolution> resolve(Address address) { return directory.recipient(address).map(Resolution.Mailbox::new); }
}
