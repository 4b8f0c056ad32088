package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.posthouse.mime.Address;
import org.posthouse.routing.Explained.End;
import org.posthouse.routing.Explainer.Question;
import org.posthouse.routing.Explainer.Said;

/// Explains an address: the same resolvers, routes and judges as for real mail, and nothing is sent. Asks name servers for next hops, so never inside a transaction or an endpoint call.
@ApplicationScoped public class Explanation {
    private static final int SHOWN = 50;
    /// Ends whose servers are looked up: each may wait for a name server.
    private static final int LOOKED_UP = 5;

    @Inject Routing routing;
    @Inject Routes routes;
    @Inject NextHops hops;
    @Inject Srs srs;
    @Inject @Any Instance<Explainer> explainers;

    /// @param sees whose domain's rules the asker may see, by the domain's id; those of others are left out
    public Explained of(Question question, Predicate<Long> sees) {
        var expanded = routing.explain(question.recipient());
        var steps = expanded.steps().stream().filter(step -> routing.domain(step.from()).map(domain -> sees.test(domain.id())).orElseGet(() -> sees.test(0L))).toList();
        var ends = new ArrayList<End>();
        int lookedUp = 0;
        for (var goal : expanded.goals().subList(0, Math.min(SHOWN, expanded.goals().size()))) {
            if (goal.end() instanceof Resolution.Remote(var address)) ends.add(remote(goal, address, question, lookedUp++ < LOOKED_UP));
            else ends.add(new End(goal, "", Optional.empty(), List.of(), problem(goal.end())));
        }
        return new Explained(said(question), steps, ends, expanded.goals().size() - ends.size());
    }

    private List<Said> said(Question question) {
        if (explainers == null) return List.of();                        // wired by hand
        return explainers.handlesStream().sorted(Comparator.comparingInt(handle -> priority(handle.getBean().getBeanClass()))).flatMap(handle -> handle.get().explain(question).stream()).toList();
    }

    private static int priority(Class<?> type) { return type.isAnnotationPresent(Priority.class) ? type.getAnnotation(Priority.class).value() : Integer.MAX_VALUE; }

    private static String problem(Resolution end) {
        return switch (end) {
            case Resolution.Unknown _ -> "5.1.1 No such recipient here";
            case Resolution.Stranded(_, var status, var why) -> status + " " + why;
            default -> "";
        };
    }

    private End remote(Goal goal, Address address, Question question, boolean lookUp) {
        var to = address.toString();
        var from = question.sender().map(Address::toString).orElse("");
        var sender = goal.sentOn() ? srs.sender(from, goal.by()) : from;
        var rule = Optional.of(routes.rule(to));
        if (!lookUp) return new End(goal, sender, rule, List.of(), "");
        return switch (hops.of(routes.to(to, ""))) {
            case Hops.Servers(var all) -> new End(goal, sender, rule, all.stream().map(Server::toString).toList(), "");
            case Hops.Later(var status, var text) -> new End(goal, sender, rule, List.of(), status + " " + text);
            case Hops.Never(var status, var text, _) -> new End(goal, sender, rule, List.of(), status + " " + text);
        };
    }
}
