package org.posthouse.policy;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.domain.LocalDomain;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.routing.Explainer;
import org.posthouse.routing.Routing;
import org.posthouse.routing.Rule;

/// What blocks, relay control and rules would say of a message from somebody to somebody, as far as its envelope tells. Nothing is sent and nobody is asked.
@ApplicationScoped @Priority(1000) public class Findings implements Explainer {
    @Inject Policies policies;
    @Inject Routing routing;
    @Inject @Any Instance<RelayGate> gates;

    @Override public List<Said> explain(Question question) {
        var said = new ArrayList<Said>();
        var from = question.client().orElseGet(() -> InetAddress.ofLiteral("::"));     // of nobody in particular lines about networks say nothing
        var sender = question.sender().map(Path::to).orElse(Path.NULL);
        var now = policies.now();
        now.blocks().first(from, sender, question.recipient()).ifPresent(line -> said.add(line.verdict() == BlockLine.Verdict.BLOCK
                ? new Said(rule(line.pattern(), "blocks"), Verdict.REFUSED, "554 5.7.1") : new Said(rule(line.pattern(), "blocks"), Verdict.ALLOWED, "")));
        if (!routing.isLocal(question.recipient()) && question.client().isPresent()) said.add(relay(now.relaying().permits(from, Sender.of(sender)), question.recipient()));
        var envelope = new MailView(from, new Envelope(Sender.of(sender), List.of(Recipient.of(Path.to(question.recipient())))), new BodyFacts(0, 0, 0, 0, false, true), java.io.InputStream::nullInputStream);
        now.rules().possible(envelope, domains(routing)).forEach(fitting -> said.add(new Said(rule(fitting.name(), "rule/" + fitting.id()), Verdict.NOTED, "")));
        return said;
    }

    private Said relay(Optional<RelayLine> line, Address recipient) {
        if (line.isPresent()) return new Said(rule(line.get().network(), "relay-control"), Verdict.ALLOWED, "");
        if (gates.stream().anyMatch(gate -> gate.guards(recipient))) return new Said(rule(recipient.domain(), ""), Verdict.ALLOWED, "");
        return new Said(rule(recipient.domain(), "relay-control"), Verdict.REFUSED, "550 5.7.1");
    }

    /// For [RuleBook#judge]. A bare `postmaster` is at home here and in no domain.
    public static ToLongFunction<Address> domains(Routing routing) { return address -> routing.domain(address).map(LocalDomain::id).orElseGet(() -> routing.isLocal(address) ? -1L : 0L); }

    private static Rule rule(String name, String form) { return new Rule(Rule.Kind.POLICY, name, form); }
}
