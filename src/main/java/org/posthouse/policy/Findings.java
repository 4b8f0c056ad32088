package org.posthouse.policy;

import jakarta.enterprise.context.ApplicationScoped;
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
import org.posthouse.policy.BlockLine.Verdict;
import org.posthouse.routing.Routing;
import org.posthouse.routing.Rule;

/// What this package has to say of a message from somebody to somebody, for who wants an address explained. Nothing is sent and nobody is asked.
@ApplicationScoped public class Findings {
    @Inject Policies policies;
    @Inject Routing routing;

    public enum Outcome {
        LET_IN, BLOCKED,
        /// To another server, although nobody signed in.
        MAY_RELAY,
        /// Not without signing in, unless the domain is one that the house passes on to.
        MUST_SIGN_IN,
        /// A rule that fits as far as the envelope tells.
        RULE
    }

    /// @param rule with the form where it is changed
    public record Finding(Rule rule, Outcome outcome) { }

    /// @param client empty for nobody in particular, of whom lines about networks say nothing
    /// @param sender [Path#NULL] for the null sender
    public List<Finding> of(Optional<InetAddress> client, Path sender, Address recipient) {
        var findings = new ArrayList<Finding>();
        var from = client.orElseGet(() -> InetAddress.ofLiteral("::"));
        var now = policies.now();
        now.blocks().first(from, sender, recipient).ifPresent(line -> findings.add(new Finding(rule(line.pattern(), "blocks"), line.verdict() == Verdict.BLOCK ? Outcome.BLOCKED : Outcome.LET_IN)));
        if (!routing.isLocal(recipient)) {
            var line = now.relaying().permits(from, Sender.of(sender));
            findings.add(new Finding(rule(line.map(RelayLine::network).orElse(""), "relay-control"), line.isPresent() ? Outcome.MAY_RELAY : Outcome.MUST_SIGN_IN));
        }
        var envelope = new MailView(from, new Envelope(Sender.of(sender), List.of(Recipient.of(Path.to(recipient)))), new BodyFacts(0, 0, 0, 0, false, true), java.io.InputStream::nullInputStream);
        now.rules().possible(envelope, domains(routing)).forEach(fitting -> findings.add(new Finding(rule(fitting.name(), "rule/" + fitting.id()), Outcome.RULE)));
        return findings;
    }

    /// For [RuleBook#judge]. A bare `postmaster` is at home here and in no domain.
    public static ToLongFunction<Address> domains(Routing routing) { return address -> routing.domain(address).map(LocalDomain::id).orElseGet(() -> routing.isLocal(address) ? -1L : 0L); }

    private static Rule rule(String name, String form) { return new Rule(Rule.Kind.POLICY, name, form); }
}
