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
import java.util.stream.Stream;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.account.LocalRecipient;
import org.posthouse.account.LocalWays;
import org.posthouse.domain.LocalDomain;
import org.posthouse.mime.Address;

/// Asks the resolvers in their order.
@ApplicationScoped
public class Routing implements LocalWays {
    private final OwnNames names;
    private final DeliveryPlans plans;
    private final List<Ranked> resolvers;
    private final Sorting sorting;

    /// A resolver and its place.
    private record Ranked(int priority, Resolver resolver) { }

    /// For the container's proxy.
    protected Routing() {
        names = null;
        plans = null;
        resolvers = List.of();
        sorting = Sorting.NONE;
    }

    @Inject Routing(OwnNames names, DeliveryPlans plans, @Any Instance<Resolver> resolvers, @Any Instance<Sorting> sorting) {
        this.names = names;
        this.plans = plans;
        this.resolvers = ranked(resolvers.handlesStream().map(handle -> new Ranked(priority(handle.getBean().getBeanClass()), handle.get())));
        var all = sorting.stream().toList();
        this.sorting = account -> all.stream().anyMatch(one -> one.sorts(account));
    }

    /// Wired by hand, in any order.
    Routing(OwnNames names, DeliveryPlans plans, List<Resolver> resolvers) {
        this.names = names;
        this.plans = plans;
        this.resolvers = ranked(resolvers.stream().map(resolver -> new Ranked(priority(resolver.getClass()), resolver)));
        sorting = Sorting.NONE;
    }

    private static List<Ranked> ranked(Stream<Ranked> resolvers) { return resolvers.sorted(Comparator.comparingInt(Ranked::priority)).toList(); }

    /// What somebody at the door is told: a mailbox when all that comes after the address ends in one, [Resolution.Onward] when it is sent on in another way, [Resolution.Unknown]
    /// when every way ends with nobody. Delivery plans are not asked.
    public Resolution resolve(Address address) { return walk(false).outcome(address); }

    /// An account looks at its mail before its delivery plan does. From memory.
    public boolean sorts(long account) { return sorting.sorts(account); }

    /// All ends of an address, delivery plans included; an account that sorts its mail is an end.
    public Expanded expand(Address address) { return walk(false).all(address); }

    /// The same, with the rules that fired.
    public Expanded explain(Address address) { return walk(true).all(address); }

    /// What comes after an account has sorted a message and keeps it: its delivery plan.
    public Expanded kept(Address address, Sorting.Sorted sorted) { return new Walk(this, plans, false, account -> !sorted.by(account) && sorting.sorts(account)).all(address); }

    /// What comes after an account has sorted a message and sends it on.
    ///
    /// @param by the account's address
    public Expanded sentOn(Address to, Address by, long account, Sorting.Sorted sorted) {
        return new Walk(this, plans, false, one -> !sorted.by(one) && sorting.sorts(one)).onward(to, by, account, new Rule(Rule.Kind.SORTED, by.toString(), "filter/" + account));
    }

    /// The ends of an address by aliases and rules alone, delivery plans left aside (RFC 5321 §3.5.2).
    public List<Address> members(Address address) { return new Walk(this, plans, false, _ -> true).all(address).goals().stream().map(Goal::address).distinct().toList(); }

    /// The accounts that an alias leads to, when it leads to nothing else and to few; else none. For somebody at the door.
    public List<LocalRecipient> accounts(Address address, int most) {
        var accounts = new ArrayList<LocalRecipient>();
        return walk(false).accounts(address, accounts, most) ? accounts : List.of();
    }

    private Walk walk(boolean telling) { return new Walk(this, plans, telling, sorting); }

    /// Somebody or something has the address; stray mail's rules do not count.
    @Override public boolean known(Address address) {
        var home = home(address);
        return find(home, Resolver.STRAY).isPresent() || !isLocal(home);
    }

    /// The domain is one of this house, by any of its names.
    public boolean isLocal(Address address) { return address.domain().isEmpty() || names.domain(address).isPresent(); }

    /// The domain of the house that an address belongs to.
    public Optional<LocalDomain> domain(Address address) { return names.domain(address); }

    /// The address with its domain's own name when it is one of this house.
    Address home(Address address) {
        var domain = names.domain(address);
        if (domain.isPresent()) return address.domain().equals(domain.get().name()) ? address : new Address(address.local(), domain.get().name());
        return names.isOwnName(address.domainKey()) ? new Address(address.local(), "") : address;
    }

    /// Which rule turned an address into the one that [#home] makes of it.
    Rule homeRule(Address address) {
        var domain = names.domain(address);
        boolean alias = domain.isPresent() && names.domains.local().find(address.domainKey()).isPresent();
        return new Rule(alias ? Rule.Kind.DOMAIN_ALIAS : Rule.Kind.OWN_NAME, address.domain(), alias ? "domain/" + domain.get().id() : "system");
    }

    /// What the first resolver that knows it has to say.
    Optional<Found> find(Address home) { return find(home, Integer.MAX_VALUE); }

    private Optional<Found> find(Address home, int before) {
        for (var ranked : resolvers) {
            if (ranked.priority >= before) break;
            var found = ranked.resolver.find(home);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static int priority(Class<?> resolver) {
        return Optional.ofNullable(resolver.getAnnotation(Priority.class)).map(Priority::value).orElse(Integer.MAX_VALUE);
    }
}
