package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.mime.Domains;
import org.posthouse.routing.Detour;

/// The way of mail for relay domains. One with a server of its own goes there whatever the routing table says; one without goes where the table says, when the domain's form says.
@ApplicationScoped class RelayDetour implements Detour {
    @Inject RelayDomains relays;

    @Override public Optional<Way> to(String recipient) {
        return relays.named(Domains.key(recipient.substring(recipient.lastIndexOf('@') + 1)))
                .map(relay -> new Way(relay.target(), relay.tls(), relay.timing(), "", new Rule("relay domain " + relay.name(), "/admin/relay-domain/" + relay.id())));
    }
}
