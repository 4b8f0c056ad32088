package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.posthouse.mime.Address;

/// Addresses, also of other houses, that the table sends to others. Behind the accounts.
@ApplicationScoped @Priority(4000)
public class ChannelAliasResolver implements Resolver {
    @Inject Tables tables;

    @Override public Optional<Found> find(Address address) {
        var channels = tables.now().channels();
        return channels.isEmpty() ? Optional.empty() : Optional.ofNullable(channels.get(address.key()))
                .map(out -> new Found(new Rule(Rule.Kind.CHANNEL_ALIAS, address.key(), "channel-aliases"), new Resolution.Onward(List.of(out))));
    }
}
