package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.mime.Address;

/// The accounts that an administrator looks after: a postmaster all of them, a domain administrator those at home in the own domains, postmasters excepted. In the caller's transaction.
@ApplicationScoped public class Wards {
    @Inject Accounts accounts;
    @Inject Domains domains;

    /// @throws Forbidden for one that is not theirs, whether it exists or not
    /// @throws Rejected ABSENT
    public Account find(Subject who, Key key) {
        var found = accounts.find(key.id());
        if (!found.map(a -> who.administers(a)).orElse(who.isPostmaster())) throw new Forbidden();
        return found.orElseThrow(() -> Rejected.absent("key", "there is no such account"));
    }

    /// For forms that are offered for some accounts only.
    boolean anyOf(Subject who, Key key, java.util.function.Predicate<Account> condition) {
        return who.isAdministrator() && key.text().matches("\\d{1,18}") && accounts.find(key.id()).filter(a -> who.administers(a) && condition.test(a)).isPresent();
    }

    /// Names and aliases of the domains that they look after; empty for all there are.
    public Optional<List<String>> domainNames(Subject who) {
        if (who.isPostmaster()) return Optional.empty();
        return Optional.of(domains.local().byName().entrySet().stream().filter(named -> who.administers(named.getValue().id())).map(Map.Entry::getKey).sorted().toList());
    }

    /// Addresses in domains that are not theirs may stay where they are, but neither come nor go.
    ///
    /// @throws Rejected INVALID `addresses`
    public void withinReach(Subject who, List<String> before, List<String> wanted) {
        if (!foreign(who, before).equals(foreign(who, wanted))) throw Rejected.invalid("addresses", "you may give and take addresses in your own domains only");
    }

    private Set<String> foreign(Subject who, List<String> addresses) {
        return addresses.stream().filter(a -> a.contains("@")).filter(a -> domains.local().find(new Address("", a.substring(a.lastIndexOf('@') + 1)).domainKey())
                .map(LocalDomain::id).filter(id -> !who.administers(id)).isPresent()).map(String::toLowerCase).collect(java.util.stream.Collectors.toSet());
    }
}
