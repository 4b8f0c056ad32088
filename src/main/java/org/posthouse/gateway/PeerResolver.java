package org.posthouse.gateway;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.mime.Address;
import org.posthouse.routing.Found;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Resolver;
import org.posthouse.routing.Rule;

/// Addresses of shared domains that nobody here has: another house's, unless all of them have said that it is nobody's. Before stray mail's rules, which would take what is a peer's.
@ApplicationScoped @Priority(Resolver.STRAY - 100) class PeerResolver implements Resolver {
    @Inject Peers peers;
    @Inject PeerAnswers answers;

    @Override public Optional<Found> find(Address address) {
        if (!peers.now().shares(address.domainKey()) || Peers.ALONE.isBound()) return Optional.empty();
        var word = answers.remembered(address);
        if (word.isPresent() && word.get() instanceof PeerAnswers.Word.Nobody) return Optional.empty();
        var where = word.isPresent() && word.get() instanceof PeerAnswers.Word.At(var house) ? house.url() : address.domainKey();
        return Optional.of(new Found(new Rule(Rule.Kind.ROUTE, where, "peers"), new Resolution.Remote(address)));
    }
}
