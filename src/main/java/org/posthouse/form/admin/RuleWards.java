package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Choice;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.policy.Policies;
import org.posthouse.policy.Policies.Placed;
import org.posthouse.policy.Rule;
import org.posthouse.text.Texts;

/// The rules that an administrator looks after: a postmaster all of them, a domain administrator those of the own domains. In the caller's transaction.
@ApplicationScoped public class RuleWards {
    private static final String HOUSE = "0";

    @Inject Policies policies;
    @Inject Domains domains;

    /// @throws Forbidden for one that is not theirs, whether it exists or not
    Placed find(Subject who, Key key) {
        var found = policies.rule(key.id());
        if (found.isEmpty() && who.isPostmaster()) throw Rejected.absent("key", "there is no such rule");
        return found.filter(placed -> theirs(who, placed.rule())).orElseThrow(Forbidden::new);
    }

    /// Those that they look after, in order.
    public List<Placed> all(Subject who) { return policies.rules().stream().filter(placed -> theirs(who, placed.rule())).toList(); }

    private static boolean theirs(Subject who, Rule rule) { return rule.domain() == 0 ? who.isPostmaster() : who.administers(rule.domain()); }

    /// Empty for the house.
    public String domain(Rule rule) { return domains.local().find(rule.domain()).map(LocalDomain::name).orElse(""); }

    /// In words.
    String whose(Subject who, Rule rule) { return rule.domain() == 0 ? Texts.in(who.locale()).get("rules", "house") : domain(rule); }

    List<Choice> choices(Subject who) {
        var choices = new ArrayList<Choice>();
        if (who.isPostmaster()) choices.add(new Choice(HOUSE, Texts.in(who.locale()).get("rules", "house")));
        domains.local().all().stream().filter(domain -> who.administers(domain.id())).forEach(domain -> choices.add(new Choice(Long.toString(domain.id()), domain.name())));
        if (choices.isEmpty()) throw new Forbidden();
        return choices;
    }

    /// @throws Rejected INVALID `domain`
    long chosen(Subject who, String domain) {
        if (choices(who).stream().noneMatch(choice -> choice.value().equals(domain))) throw Rejected.invalid("domain", "is not one of the choices");
        return Long.parseLong(domain);
    }
}
