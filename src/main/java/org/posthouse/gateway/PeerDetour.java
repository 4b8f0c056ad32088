package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.routing.Addresses;
import org.posthouse.routing.Detour;
import org.posthouse.routing.Route;

/// The way to the peer who has somebody. As long as that is not known the mail waits to be asked for, which [PeerRounds] does.
@ApplicationScoped class PeerDetour implements Detour {
    private static final Rule RULE = new Rule("peers", "/admin/peers");

    @Inject Peers peers;
    @Inject PeerAnswers answers;

    @Override public Optional<Way> to(String recipient) {
        if (peers.now().houses().isEmpty()) return Optional.empty();
        return Addresses.read(recipient).filter(address -> peers.now().shares(address.domainKey())).map(address -> answers.remembered(address).map(PeerDetour::way)
                .orElse(new Way("", Route.Tls.OFFERED, Route.Timing.ON_CALL, "", RULE)));
    }

    private static Way way(PeerAnswers.Word word) {
        return switch (word) {
            case PeerAnswers.Word.At(var house) -> new Way(house.target(), Route.Tls.OFFERED, Route.Timing.AT_ONCE, "", new Rule("peer " + house.url(), RULE.form()));
            case PeerAnswers.Word.Nobody() -> new Way("", Route.Tls.OFFERED, Route.Timing.AT_ONCE, "None of the servers of this domain has this recipient", RULE);
            case PeerAnswers.Word.Silence() -> new Way("", Route.Tls.OFFERED, Route.Timing.ON_CALL, "", RULE);
        };
    }
}
