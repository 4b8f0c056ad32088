package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.posthouse.account.AccountClosed.Why;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Ids;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;

/// Opens, changes, finds and deletes accounts, in the caller's transaction. Who may do what is the caller's question.
@ApplicationScoped public class Accounts {
    /// One page of a list.
    ///
    /// @param total in all pages
    public record Page(List<Account> items, long total) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Domains domains;
    @Inject Changes changes;
    @Inject Ids ids;
    @Inject Clock clock;
    @Inject Event<AccountOpened> opened;
    @Inject Event<AccountClosed> closed;

    /// @param password none: nobody signs in until one is set
    /// @throws Rejected INVALID for bad values, CONFLICT for an address or login that is somebody's
    public Account open(AccountPlan plan, Optional<NewPassword> password) {
        var checked = CheckedPlan.of(plan, domains.local());
        if (checked.apop() && password.isEmpty()) throw apopNeedsPassword();
        unclaimed(checked, -1);
        var home = checked.addresses().getFirst().domain();
        roomIn(home.id(), home.limits().accounts());
        var account = new Account(ids.next(), domains.find(home.id()).orElseThrow(), clock.instant());
        account.settle(checked);
        password.ifPresent(p -> account.password(p, checked.apop(), clock.instant(), ids::next));
        database.persist(account);
        database.flush();                                                // a race for a name shows here; UnitOfWork tries again and the look-up names the field
        opened.fire(new AccountOpened(account.id()));
        changes.touch();
        return account;
    }

    /// Applies a whole plan. Open sessions end when it locks the account, narrows where it may be used from, or brings a password.
    ///
    /// @throws Rejected as [#open]
    public Account change(Account account, AccountPlan plan, Optional<NewPassword> password) {
        var checked = account.isReserved() ? CheckedPlan.ofReserved(plan, account) : CheckedPlan.of(plan, domains.local());
        if (checked.apop() && !account.apop() && password.isEmpty()) throw apopNeedsPassword();
        if (!account.isReserved()) {
            unclaimed(checked, account.id());
            moveHome(account, checked.addresses().getFirst().domain());
        }
        boolean locks = checked.locked() && !account.locked();
        boolean restricts = !checked.restrictions().isEmpty() && !checked.restrictions().equals(account.restrictions());
        database.lock(account, LockModeType.PESSIMISTIC_FORCE_INCREMENT);           // a changed address alone would not count as a change
        account.settle(checked);
        password.ifPresent(p -> account.password(p, checked.apop(), clock.instant(), ids::next));
        if (!checked.apop()) account.forgetApop();
        database.flush();
        if (locks) closed.fire(new AccountClosed(account.id(), Why.LOCKED));
        if (restricts) closed.fire(new AccountClosed(account.id(), Why.RESTRICTED));
        if (password.isPresent()) closed.fire(new AccountClosed(account.id(), Why.PASSWORD));
        changes.touch();
        return account;
    }

    /// The plan would change nothing of the account; a password is not compared.
    ///
    /// @throws Rejected INVALID for bad values
    public boolean isLike(Account account, AccountPlan plan) {
        return CheckedPlan.of(plan, domains.local()).equals(CheckedPlan.of(account.plan(), domains.local()));
    }

    /// By any of its addresses, in any spelling.
    ///
    /// @throws Rejected INVALID `field` when it is no address in a local domain, CONFLICT when it is reserved
    public Optional<Account> findByAddress(String field, String address) { return find(LocalAddress.parse(field, address, domains.local()).key()); }

    /// For good: the account, its credentials and, by those who observe [AccountClosed], its mail. The id is never used again, the addresses are free at once.
    ///
    /// @throws Rejected CONFLICT for a reserved account
    public void delete(Account account) {
        if (account.isReserved()) throw Rejected.conflict("id", "a reserved account cannot be deleted");
        closed.fire(new AccountClosed(account.id(), Why.DELETED));
        database.remove(account);
        database.flush();
        changes.touch();
    }

    public Optional<Account> find(long id) { return Optional.ofNullable(database.find(Account.class, id)); }

    /// By any of its addresses.
    ///
    /// @param key canonical ([Address#key()]), the domain not an alias; bare for a reserved account
    public Optional<Account> find(String key) {
        return database.createQuery("select x.account from AccountAddress x where x.key = :key", Account.class)
                .setParameter("key", key).getResultStream().findFirst();
    }

    /// Addresses stand in the way of closing a domain.
    public boolean anyIn(Domain domain) {
        return database.createQuery("select count(x) from AccountAddress x where x.domain = :d", Long.class).setParameter("d", domain.id()).getSingleResult() > 0;
    }

    /// By a name's or an address's part, in any case; in order of names.
    ///
    /// @param query empty finds all
    /// @param first how many to skip
    public Page page(String query, int first, int size) {
        var pattern = "%" + query.strip().toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
        var where = """
                from Account a where lower(a.name) like :p escape '!' or a.login like :p escape '!'
                 or exists (select 1 from AccountAddress x where x.account = a and x.key like :p escape '!')""";
        long total = database.createQuery("select count(a) " + where, Long.class).setParameter("p", pattern).getSingleResult();
        var found = database.createQuery("select a.id " + where + " order by a.name, a.id", Long.class).setParameter("p", pattern)
                .setFirstResult(first).setMaxResults(size).getResultList();
        return new Page(whole(found), total);
    }

    /// The next accounts in order of ids, reserved ones left out; for going through all of them.
    public List<Account> after(long id, int count) {
        return whole(database.createQuery("select a.id from Account a where a.id > :id and a.domain is not null order by a.id", Long.class)
                .setParameter("id", id).setMaxResults(count).getResultList());
    }

    /// All parts in three queries, however many accounts.
    private List<Account> whole(List<Long> wanted) {
        if (wanted.isEmpty()) return List.of();
        for (var part : List.of("addresses", "restrictions", "credentials"))
            database.createQuery("select distinct a from Account a left join fetch a.domain left join fetch a." + part + " where a.id in :ids", Account.class)
                    .setParameter("ids", wanted).getResultList();
        return wanted.stream().map(id -> database.find(Account.class, id)).filter(Objects::nonNull).toList();
    }

    private void moveHome(Account account, LocalDomain home) {
        if (account.domain().orElseThrow().id() == home.id()) return;
        roomIn(home.id(), home.limits().accounts());
        account.moveTo(domains.find(home.id()).orElseThrow());
    }

    private void roomIn(long domain, long limit) {
        if (limit == 0) return;
        long there = database.createQuery("select count(a) from Account a where a.domain.id = :d", Long.class).setParameter("d", domain).getSingleResult();
        if (there >= limit) throw Rejected.conflict("addresses", "the domain allows {0} accounts and has them", limit);
    }

    /// An address or login must lead to one account only, also when one's login is another's local part.
    private void unclaimed(CheckedPlan plan, long account) {
        var home = plan.addresses().getFirst().domain();
        var byKey = new HashMap<String, String>();
        plan.addresses().forEach(a -> byKey.put(a.key(), a.address().toString()));
        database.createQuery("select x.key from AccountAddress x where x.key in :keys and x.account.id <> :me", String.class)
                .setParameter("keys", byKey.keySet()).setParameter("me", account).getResultStream().findFirst()
                .ifPresent(taken -> { throw Rejected.conflict("addresses", "{0} belongs to another account", LocalAddress.quoted(byKey.get(taken))); });
        if (loginTaken(home.id(), plan.login(), account)) throw Rejected.conflict("login", "{0} is the login of another account", LocalAddress.quoted(plan.login()));
        var loginAsAddress = new Address(plan.login(), home.name()).key();
        if (find(loginAsAddress).filter(a -> a.id() != account).isPresent())
            throw Rejected.conflict("login", "{0} is the address of another account", LocalAddress.quoted(loginAsAddress));
        for (var address : plan.addresses())
            if (loginTaken(address.domain().id(), address.defaultLogin(), account))
                throw Rejected.conflict("addresses", "{0} is the login of another account", LocalAddress.quoted(address.defaultLogin()));
    }

    private boolean loginTaken(long domain, String login, long otherThan) {
        return database.createQuery("select count(a) from Account a where a.domain.id = :d and a.login = :l and a.id <> :me", Long.class)
                .setParameter("d", domain).setParameter("l", login).setParameter("me", otherThan).getSingleResult() > 0;
    }

    private static Rejected apopNeedsPassword() { return Rejected.invalid("apop", "needs the password to be set in the same call"); }
}
