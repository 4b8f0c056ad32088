package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Opens, changes, finds and deletes accounts, in the caller's transaction. Who may do what is the caller's question.
@ApplicationScoped public class Accounts {
    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Domains domains;
    @Inject Postmasters postmasters;
    @Inject Changes changes;
    @Inject Ids ids;
    @Inject Clock clock;
    @Inject Settings settings;
    @Inject Claims claims;
    @Inject Event<AccountOpened> opened;
    @Inject Event<AccountClosed> closed;

    /// @param password none: nobody signs in until one is set
    /// @throws Rejected INVALID for bad values, CONFLICT for an address or login that is somebody's
    public Account open(AccountPlan plan, Optional<NewPassword> password) { return open(plan, password, false); }

    /// One row of a table; the rest as [#open(AccountPlan, Optional)].
    public Account imported(AccountPlan plan, Optional<NewPassword> password) { return open(plan, password, true); }

    private Account open(AccountPlan plan, Optional<NewPassword> password, boolean imported) {
        var checked = CheckedPlan.of(plan, domains.local());
        if (checked.apop() && password.isEmpty()) throw apopNeedsPassword();
        unclaimed(checked, -1);
        var home = checked.addresses().getFirst().domain();
        roomInTheHouse();
        roomIn(home.id(), home.limits().accounts());
        var account = new Account(ids.next(), domains.find(home.id()).orElseThrow(), clock.instant());
        account.settle(checked);
        password.ifPresent(p -> account.password(p, checked.apop(), clock.instant(), ids::next));
        database.persist(account);
        database.flush();                                                // a race for a name shows here; UnitOfWork tries again and the look-up names the field
        postmasters.follow(account, Role.USER);
        opened.fire(new AccountOpened(account.id(), imported));
        changes.touch();
        return account;
    }

    /// Applies a whole plan. Open sessions end when it locks the account, narrows where it may be used from, or brings a password.
    ///
    /// @throws Rejected as [#open]
    public Account change(Account account, AccountPlan plan, Optional<NewPassword> password) {
        kept(account);
        var checked = account.isReserved() ? CheckedPlan.ofReserved(plan, account) : CheckedPlan.of(plan, domains.local());
        if (checked.apop() && !account.apop() && password.isEmpty()) throw apopNeedsPassword();
        if (!account.isReserved()) {
            unclaimed(checked, account.id());
            moveHome(account, checked.addresses().getFirst().domain());
        }
        var was = account.role();
        boolean locks = checked.locked() && !account.locked();
        boolean restricts = !checked.restrictions().isEmpty() && !checked.restrictions().equals(account.restrictions());
        database.lock(account, LockModeType.PESSIMISTIC_FORCE_INCREMENT);           // a changed address alone would not count as a change
        account.settle(checked);
        password.ifPresent(p -> account.password(p, checked.apop(), clock.instant(), ids::next));
        if (!checked.apop()) account.forgetApop();
        database.flush();
        if (!account.isReserved()) postmasters.follow(account, was);
        if (locks) closed.fire(new AccountClosed(account.id(), Why.LOCKED));
        if (restricts) closed.fire(new AccountClosed(account.id(), Why.RESTRICTED));
        if (password.isPresent()) closed.fire(new AccountClosed(account.id(), Why.PASSWORD));
        changes.touch();
        return account;
    }

    /// Locks it or lets it in again, and nothing else.
    ///
    /// @throws Rejected CONFLICT for a reserved account, or in the trash
    public Account lock(Account account, boolean locked) {
        kept(account);
        if (account.isReserved()) throw Rejected.conflict("locked", "a reserved account cannot be locked");
        var p = account.plan();
        return p.locked() == locked ? account : change(account, new AccountPlan(p.name(), p.addresses(), p.login(), p.role(), locked, p.fromRewrite(), p.limits(), p.expiryDays(), p.restrictions(),
                p.finger(), p.listed(), p.language(), p.timeZone(), p.apop()), Optional.empty());
    }

    /// @throws Rejected CONFLICT in the trash
    public Account password(Account account, NewPassword fresh) { return change(account, account.plan(), Optional.of(fresh)); }

    /// Into the trash: nobody signs in, its addresses are unknown to senders and yet taken, and all it has is kept until `due`. A postmaster is none any more, and stays so.
    ///
    /// @throws Rejected CONFLICT for a reserved account, or in the trash already
    public Account discard(Account account, Instant due) {
        kept(account);
        if (account.isReserved()) throw Rejected.conflict("id", "a reserved account cannot be deleted");
        var was = account.role();
        account.appoint(Role.USER);
        account.discard(clock.instant(), due);
        database.flush();
        postmasters.follow(account, was);
        closed.fire(new AccountClosed(account.id(), Why.LOCKED));
        changes.touch();
        return account;
    }

    /// Out of the trash, as it was.
    ///
    /// @throws Rejected CONFLICT when it is not there, or its domain is full
    public Account restore(Account account) {
        if (account.trashed().isEmpty()) throw Rejected.conflict("id", "the account is not in the trash");
        var home = account.domain().orElseThrow();
        roomIn(home.id(), home.limits().accounts());
        account.restore();
        database.flush();
        changes.touch();
        return account;
    }

    /// Accounts that the trash is to be emptied of, longest due first.
    public List<Account> due(int most) {
        return database.createQuery("select a from Account a where a.purgeDue <= :now order by a.purgeDue, a.id", Account.class).setParameter("now", clock.instant()).setMaxResults(most).getResultList();
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
        var was = account.role();
        account.appoint(Role.USER);
        postmasters.follow(account, was);
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

    /// The next accounts in order of ids, reserved ones and the trash left out; for going through all of them.
    public List<Account> after(long id, int count) {
        return whole(database.createQuery("select a.id from Account a where a.id > :id and a.domain is not null and a.trashed is null order by a.id", Long.class)
                .setParameter("id", id).setMaxResults(count).getResultList());
    }

    /// Makes the words by which accounts are found, for those whose words were made by older rules.
    int reword(int most) {
        var old = whole(database.createQuery("select a.id from Account a where a.wordsMade < :now", Long.class).setParameter("now", Words.GENERATION).setMaxResults(most).getResultList());
        old.forEach(Account::word);
        return old.size();
    }

    /// All parts in three queries, however many accounts.
    List<Account> whole(List<Long> wanted) {
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

    private void roomInTheHouse() {
        long limit = settings.now().value(Setting.CAPACITY_ACCOUNTS);
        if (limit == 0) return;
        long there = database.createQuery("select count(a) from Account a where a.domain is not null", Long.class).getSingleResult();
        if (there >= limit) throw Rejected.conflict("addresses", "this house is set to {0} accounts and has them", limit);
    }

    private void roomIn(long domain, long limit) {
        if (limit == 0) return;
        long there = database.createQuery("select count(a) from Account a where a.domain.id = :d and a.trashed is null", Long.class).setParameter("d", domain).getSingleResult();
        if (there >= limit) throw Rejected.conflict("addresses", "the domain allows {0} accounts and has them", limit);
    }

    /// An address or login must lead to one account only, also when one's login is another's local part.
    private void unclaimed(CheckedPlan plan, long account) {
        var home = plan.addresses().getFirst().domain();
        var byKey = new HashMap<String, String>();
        plan.addresses().forEach(a -> byKey.put(a.key(), a.address().toString()));
        database.createQuery("select x.key, x.account.trashed from AccountAddress x where x.key in :keys and x.account.id <> :me", Tuple.class)
                .setParameter("keys", byKey.keySet()).setParameter("me", account).getResultStream().findFirst().ifPresent(taken -> {
                    var address = LocalAddress.quoted(byKey.get(taken.get(0, String.class)));
                    if (taken.get(1) == null) throw Rejected.conflict("addresses", "{0} belongs to another account", address);
                    throw Rejected.conflict("addresses", "{0} belongs to an account in the trash", address);
                });
        if (loginTaken(home.id(), plan.login(), account)) throw Rejected.conflict("login", "{0} is the login of another account", LocalAddress.quoted(plan.login()));
        var loginAsAddress = new Address(plan.login(), home.name()).key();
        if (find(loginAsAddress).filter(a -> a.id() != account).isPresent())
            throw Rejected.conflict("login", "{0} is the address of another account", LocalAddress.quoted(loginAsAddress));
        for (var address : plan.addresses())
            if (account < 0 || find(address.key()).isEmpty()) claims.holder(new Address(address.address().local(), address.domain().name())).ifPresent(holder -> {
                throw Rejected.conflict("addresses", "{0} belongs to the mailing list {1}", LocalAddress.quoted(address.address().toString()), holder);
            });
        for (var address : plan.addresses())
            if (loginTaken(address.domain().id(), address.defaultLogin(), account))
                throw Rejected.conflict("addresses", "{0} is the login of another account", LocalAddress.quoted(address.defaultLogin()));
    }

    private boolean loginTaken(long domain, String login, long otherThan) {
        return database.createQuery("select count(a) from Account a where a.domain.id = :d and a.login = :l and a.id <> :me", Long.class)
                .setParameter("d", domain).setParameter("l", login).setParameter("me", otherThan).getSingleResult() > 0;
    }

    private static void kept(Account account) {
        if (account.trashed().isPresent()) throw Rejected.conflict("id", "the account is in the trash; restore it first");
    }

    private static Rejected apopNeedsPassword() { return Rejected.invalid("apop", "needs the password to be set in the same call"); }
}
