package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.posthouse.account.AccountClosed.Why;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.mime.Address;

/// Who the postmasters are: the account Postmaster itself, and the accounts to which its mail is forwarded. That list is what people see and change; every account's role follows it in
/// the same transaction, and a role that is set elsewhere changes the list. In the caller's transaction.
@ApplicationScoped public class Postmasters {
    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Accounts accounts;
    @Inject DeliveryPlans deliveries;
    @Inject Domains domains;
    @Inject Changes changes;
    @Inject Event<AccountClosed> closed;

    /// The account that always is one.
    public Account postmaster() { return accounts.find(Reserved.POSTMASTER.local()).orElseThrow(() -> new IllegalStateException("there is no postmaster")); }

    /// Addresses of the others.
    public List<String> addresses() { return deliveries.load(postmaster().id()).forward(); }

    /// Replaces the others. Who is one no more loses open sessions.
    ///
    /// @return in canonical spelling
    /// @throws Rejected INVALID `forward` for an address that is no account's here, or of an account that nobody can sign in to
    public List<String> appoint(List<String> wanted) {
        var faults = new ArrayList<Fault>();
        var chosen = new LinkedHashMap<Account, String>();
        if (wanted.size() > DeliveryPlans.MAX_FORWARD) faults.add(new Fault("forward", "at most {0}", DeliveryPlans.MAX_FORWARD));
        for (var text : wanted.stream().limit(DeliveryPlans.MAX_FORWARD).toList()) {
            try {
                var address = LocalAddress.parse("forward", text, domains.local());
                var account = accounts.find(address.key()).orElseThrow(() -> Rejected.invalid("forward", "{0} is nobody''s address here", LocalAddress.quoted(text)));
                if (account.locked()) throw Rejected.invalid("forward", "{0} is locked, or in the trash", LocalAddress.quoted(text));
                if (!account.hasPassword()) throw Rejected.invalid("forward", "{0} has no password yet: whoever sets one would be a postmaster", LocalAddress.quoted(text));
                chosen.putIfAbsent(account, address.address().toString());
            } catch (Rejected bad) {
                faults.addAll(bad.faults());
            }
        }
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        for (var account : database.createQuery("select a from Account a where a.role = :role and a.domain is not null", Account.class).setParameter("role", Role.POSTMASTER).getResultList()) {
            if (chosen.containsKey(account)) continue;
            account.appoint(Role.USER);
            closed.fire(new AccountClosed(account.id(), Why.DEMOTED));
        }
        chosen.keySet().forEach(account -> account.appoint(Role.POSTMASTER));
        list(List.copyOf(chosen.values()));
        changes.touch();
        return List.copyOf(chosen.values());
    }

    /// As the delivery plan that it is.
    DeliveryPlan appoint(DeliveryPlan plan) {
        if (!plan.mailbox()) throw Rejected.invalid("mailbox", "Postmaster keeps the mailbox");
        if (!plan.keepCopy() && !plan.forward().isEmpty()) throw Rejected.invalid("keepCopy", "Postmaster keeps a copy");
        return new DeliveryPlan(true, appoint(plan.forward()), true);
    }

    /// Puts the list in step with an account that was changed.
    ///
    /// @param was its role before
    void follow(Account account, Role was) {
        boolean is = account.role() == Role.POSTMASTER;
        if (!is && was != Role.POSTMASTER) return;
        var own = account.addresses().stream().map(Postmasters::key).toList();
        var others = new ArrayList<String>();
        String listed = null;
        for (var address : addresses()) {
            boolean mine = own.contains(key(address)) || accounts.find(key(address)).isEmpty();           // one that it has given up is nobody's now
            if (!mine) others.add(address);
            else if (listed == null && own.contains(key(address))) listed = address;
        }
        if (is) others.add(listed == null ? account.primaryAddress() : listed);
        list(others);
        if (!is) closed.fire(new AccountClosed(account.id(), Why.DEMOTED));
    }

    private void list(List<String> addresses) { deliveries.store(postmaster().id(), new DeliveryPlan(true, addresses, true)); }

    private static String key(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? address : new Address(LocalAddress.unquoted(address.substring(0, at)), address.substring(at + 1)).key();
    }
}
