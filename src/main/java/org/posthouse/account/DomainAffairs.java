package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.posthouse.domain.Administrators;
import org.posthouse.domain.Domain;
import org.posthouse.domain.DomainPlan;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;
import org.posthouse.mime.LocalPart;

/// What domains have to do with accounts: who administers one, who gets its stray mail, and that none is closed over the heads of its people. In the caller's transaction.
@ApplicationScoped public class DomainAffairs {
    @Inject Domains domains;
    @Inject Administrators administrators;
    @Inject Accounts accounts;
    @Inject Directory directory;
    @Inject LocalWays ways;
    @Inject Claims claims;

    /// @throws Rejected as [Domains#add], INVALID `catchAll` or `redirect` when they lead to nobody here
    public Domain open(DomainPlan plan, List<String> administeredBy) {
        var domain = domains.add(settled(plan));
        administrators.set(domain, ids(administeredBy));
        return domain;
    }

    /// @param first true makes it the first domain
    /// @throws Rejected as [#open] and [Domains#change]; CONFLICT `redirect` while accounts have addresses in the domain
    public Domain change(Domain domain, DomainPlan plan, boolean first, List<String> administeredBy) {
        var settled = settled(plan);
        if (!settled.redirect().isEmpty() && accounts.anyIn(domain)) throw Rejected.conflict("redirect", "accounts have addresses in the domain; only a domain without accounts can be redirected");
        domains.change(domain, settled, first);
        administrators.set(domain, ids(administeredBy));
        return domain;
    }

    /// @throws Rejected CONFLICT `name` while accounts or mailing lists have addresses in it
    public void close(Domain domain) {
        closable(domain);
        domains.remove(domain);
    }

    /// @throws Rejected as [#close]
    public void closable(Domain domain) {
        if (accounts.anyIn(domain)) throw Rejected.conflict("name", "accounts have addresses in it");
        if (claims.anyIn(domain.id())) throw Rejected.conflict("name", "mailing lists have addresses in it");
    }

    /// Primary addresses of those who administer it.
    public List<String> administrators(Domain domain) { return administrators.of(domain).stream().flatMap(id -> accounts.find(id).stream()).map(Account::primaryAddress).toList(); }

    /// The address leads to somebody here or to another server; an empty one need not.
    public boolean leadsSomewhere(String address) { return address.isEmpty() || of(address).filter(target -> !directory.isLocal(target) || ways.known(target)).isPresent(); }

    /// An address as [DomainPlan] holds it.
    private static Optional<Address> of(String text) {
        int at = text.lastIndexOf('@');
        return at < 1 || at == text.length() - 1 ? Optional.empty() : Optional.of(new Address(LocalAddress.unquoted(text.substring(0, at)), text.substring(at + 1)));
    }

    private DomainPlan settled(DomainPlan plan) {
        if (!plan.catchAll().isBlank() && !plan.redirect().isBlank()) throw Rejected.invalid("catchAll", "all mail to the domain is redirected; choose one of the two");
        return new DomainPlan(plan.name(), plan.aliases(), plan.limits(), plan.expiryDays(), target("catchAll", plan.catchAll()), target("redirect", plan.redirect()), plan.localAddresses(), plan.hidden());
    }

    private String target(String field, String typed) {
        var text = typed.strip();
        if (text.isEmpty()) return "";
        var address = of(text).orElseThrow(() -> Rejected.invalid(field, "{0} is not an address", LocalAddress.quoted(text)));
        boolean local = directory.isLocal(address);
        if (local ? !ways.known(address) : !LocalPart.valid(address.local()) || DomainKey.of(address.domain()).isEmpty())
            throw Rejected.invalid(field, local ? "{0} belongs to no account" : "{0} is not an address", LocalAddress.quoted(text));
        var canonical = new Address(address.local(), domains.local().find(address.domainKey()).map(LocalDomain::name).orElseGet(address::domainKey)).toString();
        if (canonical.length() > 320) throw Rejected.invalid(field, "{0} is not an address", LocalAddress.quoted(text));
        return canonical;
    }

    private TreeSet<Long> ids(List<String> addresses) {
        var ids = new TreeSet<Long>();
        for (var text : addresses) ids.add(accounts.findByAddress("administrators", text).orElseThrow(() -> Rejected.invalid("administrators", "{0} belongs to no account", LocalAddress.quoted(text))).id());
        return ids;
    }
}
