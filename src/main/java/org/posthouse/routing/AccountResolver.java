package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Directory;
import org.posthouse.account.LocalRecipient;
import org.posthouse.mime.Address;

/// Addresses of accounts.
@ApplicationScoped @Priority(1000)
public class AccountResolver implements Resolver {
    @Inject Directory directory;

    @Override public Optional<Found> find(Address address) { return directory.account(address).map(found -> found(Rule.Kind.ACCOUNT, found)); }

    static Found found(Rule.Kind kind, LocalRecipient account) { return new Found(new Rule(kind, account.primary().toString(), "account/" + account.account()), new Resolution.Mailbox(account)); }
}
