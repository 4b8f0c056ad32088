package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Address;
import org.posthouse.policy.RelayGate;
import org.posthouse.routing.Routing;

/// Takes mail for the people of the peers. While one of them is silent it is taken and kept: he may be that one's.
@ApplicationScoped class PeerGates implements RelayGate {
    private static final Reply NOBODY = Reply.of(550, "5.1.1", "No such recipient here");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Peers peers;
    @Inject PeerAnswers answers;
    @Inject Routing routing;

    @Override public boolean guards(Address recipient) { return routing.domain(recipient).filter(domain -> peers.now().shares(domain.name())).isPresent(); }

    @Override public Answer ask(Client client, Sender sender, Address recipient) {
        if (!guards(recipient)) return new Answer.Pass();
        var domain = routing.domain(recipient);
        var home = new Address(recipient.local(), domain.get().name());
        return answers.remembered(home).map(PeerGates::answer).orElseGet(() -> new Answer.Asking(answers.ask(home).thenApply(PeerGates::answer), PATIENCE));
    }

    private static Answer answer(PeerAnswers.Word word) {
        return switch (word) {
            case PeerAnswers.Word.At(var house) -> new Answer.Open("peer " + house.url());
            case PeerAnswers.Word.Nobody() -> new Answer.Shut(NOBODY);
            case PeerAnswers.Word.Silence() -> new Answer.Open("peers, one of which does not answer");
        };
    }
}
