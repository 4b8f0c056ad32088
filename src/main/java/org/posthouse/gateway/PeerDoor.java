package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import org.posthouse.routing.Addresses;

/// Answers the questions of peers.
@ApplicationScoped public class PeerDoor {
    private static final System.Logger LOG = System.getLogger(PeerDoor.class.getName());

    @Inject Peers peers;
    @Inject Clock clock;

    /// The answer as JSON; empty for who is no peer.
    ///
    /// @param authorization field of the request
    public Optional<String> answer(String authorization, String address) {
        var seal = peers.seal();
        if (seal.isEmpty() || !authorization.startsWith(PeerSeal.SCHEME + " ")) return Optional.empty();
        var nonce = seal.get().genuine(authorization.substring(PeerSeal.SCHEME.length() + 1), clock.instant(), address);
        if (nonce.isEmpty()) LOG.log(Level.WARNING, "event=peer-refused what=another secret, or a clock that is wrong");
        return nonce.map(proof -> {
            boolean known = Addresses.read(address).filter(peers::knows).isPresent();
            return "{\"known\":" + known + ",\"seal\":\"" + seal.get().answer(proof, address, known) + "\"}";
        });
    }
}
