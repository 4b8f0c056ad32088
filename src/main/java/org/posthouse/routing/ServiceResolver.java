package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Directory;
import org.posthouse.mime.Address;

/// postmaster, abuse and the other names that every house has (RFC 5321 §4.5.1, RFC 2142 §4): in front of all that people can set up, so that nobody takes them away.
@ApplicationScoped @Priority(300)
public class ServiceResolver implements Resolver {
    @Inject Directory directory;

    @Override public Optional<Found> find(Address address) {
        return directory.reserved(address).map(found -> new Found(new Rule(Rule.Kind.SERVICE, found.key(), "postmasters"), new Resolution.Mailbox(found)));
    }
}
