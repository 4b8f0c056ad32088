package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Address;
import org.posthouse.policy.RelayGate;

/// Opens the house for mail to its relay domains. Who does not exist there is refused now: later a report would have to go to a sender whose address may be anybody's.
@ApplicationScoped class RelayGates implements RelayGate {
    private static final Reply NOBODY = Reply.of(550, "5.1.1", "No such recipient in that domain");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject RelayDomains relays;
    @Inject Callouts callouts;

    @Override public boolean guards(Address recipient) { return relays.at(recipient).isPresent(); }

    @Override public Answer ask(Client client, Sender sender, Address recipient) {
        var found = relays.at(recipient);
        if (found.isEmpty()) return new Answer.Pass();
        var relay = found.get();
        return switch (relay.asking()) {
            case NOBODY -> open(relay);
            case LIST -> relay.knows(recipient) ? open(relay) : new Answer.Shut(NOBODY);
            case NEXT_HOP -> callouts.remembered(recipient).orElseGet(() -> new Answer.Asking(callouts.ask(recipient), PATIENCE));
        };
    }

    private static Answer open(RelayDomain relay) { return new Answer.Open("relay domain " + relay.name()); }
}
