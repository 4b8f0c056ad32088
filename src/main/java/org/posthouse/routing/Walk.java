package org.posthouse.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.account.LocalRecipient;
import org.posthouse.machine.Handover;
import org.posthouse.mime.Address;

/// One address followed to its ends. Each address and each account is asked once, so that circles end and nobody gets two copies.
final class Walk {
    /// Ends of one address, and addresses met on the way: more would be a mistake.
    static final int MOST_GOALS = 10_000;
    private static final int MOST_MET = 2 * MOST_GOALS;
    private static final int DEEPEST = 30;
    /// Targets of an alias that somebody at the door waits for: when none of so many is anybody, the rest has the benefit of the doubt.
    private static final int PROBED = 20;

    private final Routing routing;
    private final DeliveryPlans plans;
    private final boolean telling;
    private final Sorting sorting;
    private final List<Goal> goals = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> met = new HashSet<>();
    private final Set<Object> reached = new HashSet<>();
    private final Set<Long> asked = new HashSet<>();
    private final List<LocalRecipient> accounts = new ArrayList<>();
    private LocalRecipient first;
    private boolean circle;
    private boolean full;

    Walk(Routing routing, DeliveryPlans plans, boolean telling, Sorting sorting) {
        this.routing = routing;
        this.plans = plans;
        this.telling = telling;
        this.sorting = sorting;
    }

    Resolution outcome(Address address) { return outcome(address, 0); }

    private Resolution outcome(Address address, int depth) {
        var home = routing.home(address);
        if (depth > DEEPEST || !met.add(home.key())) return circle(home);
        var found = routing.find(home);
        if (found.isEmpty()) return routing.isLocal(home) ? new Resolution.Unknown(home) : new Resolution.Remote(address);
        if (!(found.get().resolution() instanceof Resolution.Onward(var next))) return found.get().resolution();
        if (next.isEmpty()) return new Resolution.Unknown(home);
        Resolution worst = new Resolution.Unknown(home);
        for (var one : next.subList(0, Math.min(next.size(), PROBED))) {
            var after = outcome(one, depth + 1);
            if (after instanceof Resolution.Mailbox && next.size() == 1) return after;
            if (!lost(after)) return found.get().resolution();
            if (after instanceof Resolution.Stranded && !stray(found.get().rule())) worst = after;
        }
        return next.size() > PROBED ? found.get().resolution() : worst;
    }

    /// Rules for stray mail that lead to nobody lead back to themselves; that is no circle which anybody made.
    private static boolean stray(Rule rule) { return rule.kind() == Rule.Kind.REDIRECT || rule.kind() == Rule.Kind.CATCH_ALL; }

    private static boolean lost(Resolution end) { return end instanceof Resolution.Unknown || end instanceof Resolution.Stranded; }

    private static Resolution circle(Address at) { return new Resolution.Stranded(at, "5.4.6", "The address leads in a circle"); }       // RFC 3463 §3.5

    /// Puts the accounts behind an address into a list, delivery plans left aside.
    ///
    /// @return false when it leads to something else too, or to more than so many
    boolean accounts(Address address, List<LocalRecipient> into, int most) { return accounts(address, into, most, 0); }

    private boolean accounts(Address address, List<LocalRecipient> into, int most, int depth) {
        var home = routing.home(address);
        if (depth > DEEPEST || met.size() > most) return false;
        if (!met.add(home.key())) return true;
        var found = routing.find(home);
        if (found.isEmpty()) return routing.isLocal(home);               // nobody takes nothing
        return switch (found.get().resolution()) {
            case Resolution.Mailbox(var recipient) -> into.add(recipient);
            case Resolution.Onward(var next) -> next.size() <= most && next.stream().allMatch(one -> accounts(one, into, most, depth + 1));
            case Resolution.Unknown _, Resolution.Stranded _ -> true;
            case Resolution.Remote _, Resolution.Outlet _ -> false;
        };
    }

    Expanded onward(Address to, Address by, long account, Rule rule) { return from(to, new Way(by, account, Optional.of(rule), 1)); }

    Expanded all(Address address) { return from(address, new Way(routing.home(address), 0, Optional.empty(), 0)); }

    private Expanded from(Address address, Way start) {
        var home = routing.home(address);
        follow(address, start);
        if (goals.isEmpty()) {
            if (first != null) goal(new Resolution.Mailbox(first), home, start);       // nobody on the way keeps it, so the one it was meant for does
            else goals.add(new Goal(circle && new Walk(routing, plans, false, sorting).outcome(address) instanceof Resolution.Stranded why ? why : new Resolution.Unknown(home), home, start.by, start.account, start.rule));
        }
        return new Expanded(goals, accounts, steps);
    }

    /// How an address was come to.
    private record Way(Address by, long account, Optional<Rule> rule, int depth) {
        Way over(Address next, long whose, Rule why) { return new Way(next, whose, Optional.of(why), depth + 1); }
    }

    private void follow(Address address, Way way) {
        if (full) return;
        var home = routing.home(address);
        if (telling && !home.equals(address)) tell(routing.homeRule(address), way, address, List.of(home));
        if (way.depth > DEEPEST || met.size() >= MOST_MET) {
            tooMany(home, way);
            return;
        }
        if (!met.add(home.key())) {
            circle = true;
            if (telling) tell(Rule.of(Rule.Kind.LOOP, home.toString()), way, home, List.of());
            return;
        }
        var found = routing.find(home);
        if (found.isEmpty()) {
            boolean local = routing.isLocal(home);
            if (telling && local) tell(Rule.of(Rule.Kind.NOBODY, home.toString()), way, home, List.of());
            goal(local ? new Resolution.Unknown(home) : new Resolution.Remote(home), home, way);
            return;
        }
        if (telling) tell(found.get(), way, home);
        switch (found.get().resolution()) {
            case Resolution.Mailbox(var recipient) -> account(recipient, home, way);
            case Resolution.Onward(var next) -> {
                if (next.isEmpty()) goal(new Resolution.Unknown(home), home, way);
                for (var one : next) follow(one, way.over(home, way.account, found.get().rule()));
            }
            case Resolution end -> goal(end, home, way);
        }
    }

    private void account(LocalRecipient to, Address home, Way way) {
        var plan = plans.current(to.account());
        accounts.add(to);
        if (sorting.sorts(to.account())) {
            goal(new Resolution.Outlet(new Handover(Sorting.TRANSPORT, Long.toString(to.account()))), home, new Way(way.by, to.account(), way.rule, way.depth));
            return;
        }
        if (plan.equals(DeliveryPlan.HERE)) {
            goal(new Resolution.Mailbox(to), home, way);
            return;
        }
        if (!asked.add(to.account())) {
            accounts.removeLast();
            circle = true;
            return;
        }
        if (first == null) first = to;
        boolean keeps = plan.keeps();
        var onward = new ArrayList<Address>();
        if (!plan.awaiting().isEmpty()) keeps = true;                    // nobody there has agreed to get it
        for (var stored : plan.onward()) {
            var address = Addresses.read(stored);
            if (address.isPresent() && !lost(new Walk(routing, plans, false, sorting).outcome(address.get()))) onward.add(address.get());
            else keeps = true;                                           // it cannot be sent on, so it must not be lost
        }
        var rule = new Rule(Rule.Kind.FORWARD, to.primary().toString(), "delivery/" + to.account());
        if (telling) tell(rule, way, home, plan, keeps);
        if (keeps) goal(new Resolution.Mailbox(to), home, way);
        for (var handover : plan.handovers()) goal(new Resolution.Outlet(handover), home, new Way(way.by, to.account(), way.rule, way.depth));
        for (var next : onward) follow(next, way.over(to.primary(), to.account(), rule));
    }

    private void goal(Resolution end, Address at, Way way) {
        if (goals.size() >= MOST_GOALS) {
            tooMany(at, way);
            return;
        }
        Object what = switch (end) {
            case Resolution.Mailbox(var to) -> to.account() + " " + to.key() + " " + to.detail();
            case Resolution.Outlet outlet -> at.key() + " " + outlet;
            default -> end;
        };
        if (reached.add(what)) goals.add(new Goal(end, at, way.by, way.account, way.rule));
    }

    private void tooMany(Address at, Way way) {
        full = true;
        if (telling) tell(Rule.of(Rule.Kind.TOO_MANY, at.toString()), way, at, List.of());
        goals.add(new Goal(new Resolution.Stranded(at, "5.4.6", "The address leads to more addresses than one message may have"), at, way.by, way.account, way.rule));
    }

    private void tell(Found found, Way way, Address from) {
        switch (found.resolution()) {
            case Resolution.Onward(var next) -> tell(found.rule(), way, from, next);
            case Resolution.Mailbox(var to) -> tell(found.rule(), way, from, List.of(to.primary()));
            case Resolution.Outlet(var to) -> tell(found.rule(), way, from, List.of(to.transport() + " " + to.target()));
            case Resolution.Stranded(_, _, var why) -> tell(found.rule(), way, from, List.of(why));
            case Resolution.Remote _, Resolution.Unknown _ -> tell(found.rule(), way, from, List.of());
        }
    }

    private void tell(Rule rule, Way way, Address from, DeliveryPlan plan, boolean keeps) {
        var to = new ArrayList<Object>(plan.onward());
        plan.handovers().forEach(handover -> to.add(handover.transport() + " " + handover.target()));
        if (keeps) to.addFirst(from);
        tell(rule, way, from, to);
    }

    private void tell(Rule rule, Way way, Address from, List<?> to) {
        if (steps.size() > MOST_GOALS) return;
        var shown = to.stream().limit(Step.SHOWN).map(Object::toString).toList();
        steps.add(new Step(rule, way.depth, from, shown, to.size() - shown.size()));
    }
}
