package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.AccountClosed.Why;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Changes;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.DomainPlan;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.security.Failures;
import org.posthouse.security.Failures.Standing;
import org.posthouse.security.HashGate;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Passwords;

/// Makes an empty house usable: reserved accounts, the first domain, and a way for its owner to become postmaster.
@ApplicationScoped public class SetUp {
    private static final System.Logger LOG = System.getLogger(SetUp.class.getName());
    private static final String COUNTED_AS = "set-up";
    private static final int WORDED_AT_ONCE = 500;

    /// How long a code is good that was asked for at the console.
    public static final Duration REOPENED_FOR = Duration.ofMinutes(15);

    /// What became of an attempt to set up.
    public sealed interface Outcome {
        record Done() implements Outcome { }

        /// To be answered after `delay`.
        record WrongCode(Duration delay) implements Outcome { }

        /// A postmaster password exists already.
        record NotNeeded() implements Outcome { }

        record Busy() implements Outcome { }
    }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject UnitOfWork unitOfWork;
    @Inject Accounts accounts;
    @Inject Domains domains;
    @Inject Changes changes;
    @Inject Ids ids;
    @Inject Clock clock;
    @Inject ChosenPasswords chosenPasswords;
    @Inject Passwords passwords;
    @Inject HashGate gate;
    @Inject SecondFactors secondFactors;
    @Inject KeyRing keys;
    @Inject SecureRandom random;
    @Inject Failures failures;
    @Inject Event<AccountOpened> opened;
    @Inject Event<AccountClosed> closed;

    /// At every start, after migration and before anything listens.
    ///
    /// @param domain   `posthouse.domain`; opened only while there is no domain at all
    /// @param password `posthouse.postmaster.password`; becomes Postmaster's when it is not already, which also lifts restrictions: it is the way back in
    /// @return the one-time code for the console, a new one at each start, while Postmaster has no password
    /// @throws Rejected naming the setting that cannot be used
    public Optional<String> prepare(Optional<String> domain, Optional<String> password) { return prepare(domain, password, () -> { }); }

    /// As above, and what else a new house is told, in the same transaction.
    public Optional<String> prepare(Optional<String> domain, Optional<String> password, Runnable further) {
        var chosen = password.map(p -> chosenPasswords.chosen("posthouse.postmaster.password", p));
        int reworded = WORDED_AT_ONCE;
        while (reworded == WORDED_AT_ONCE) reworded = unitOfWork.call(() -> accounts.reword(WORDED_AT_ONCE));
        return unitOfWork.call(() -> {
            for (var reserved : Reserved.values()) reserve(reserved);
            if (domain.isPresent() && domains.all().isEmpty()) addDomain("posthouse.domain", domain.get());
            var postmaster = postmaster();
            chosen.filter(p -> !postmaster.secret(Credential.Kind.PASSWORD).map(stored -> passwords.verify(stored, p)).orElse(false))
                    .ifPresent(p -> recover(postmaster, NewPassword.of(p, passwords, keys, random)));
            further.run();
            return postmaster.hasPassword() ? withoutCode() : Optional.of(newCode());
        });
    }

    /// There is a code that somebody may use.
    public boolean isOpen() { return code().isPresent(); }

    /// Somebody who can write into the home lost the postmaster's password: the code with this hash is good for a quarter of an hour. In a transaction of its own.
    public void reopen(String hash) {
        unitOfWork.run(() -> {
            database.createQuery("delete from SetUpCode s").executeUpdate();
            database.persist(SetUpCode.hashed(hash, clock.instant(), clock.instant().plus(REOPENED_FOR)));
        });
    }

    private Optional<SetUpCode> code() { return database.createQuery("select s from SetUpCode s", SetUpCode.class).getResultStream().findFirst().filter(c -> c.isGood(clock.instant())); }

    /// Consumes the code: gives Postmaster a password and opens the domain when it is not there.
    ///
    /// @param domain empty leaves the domains alone
    /// @throws Rejected INVALID `domain` or `password`
    public Outcome complete(InetAddress client, String code, Optional<String> domain, String password) {
        var standing = failures.attempt(client, COUNTED_AS);
        if (standing instanceof Standing.Shut(var delay)) return new Outcome.WrongCode(delay);
        var stored = code();
        if (stored.isEmpty()) return new Outcome.NotNeeded();
        if (!stored.get().is(code)) return new Outcome.WrongCode(standing instanceof Standing.Listened(var delay) ? delay : Duration.ZERO);
        failures.succeeded(client, COUNTED_AS);
        var chosen = chosenPasswords.chosen("password", password);
        var hashed = gate.atOnce(() -> NewPassword.of(chosen, passwords, keys, random));
        if (hashed.isEmpty()) return new Outcome.Busy();
        return unitOfWork.call(() -> {
            int consumed = database.createQuery("delete from SetUpCode s where s.id = :only").setParameter("only", SetUpCode.ONLY).executeUpdate();
            if (consumed == 0) return new Outcome.NotNeeded();           // somebody was faster with the same code
            domain.filter(d -> domains.find(d).isEmpty()).ifPresent(d -> addDomain("domain", d));
            recover(postmaster(), hashed.get());
            return new Outcome.Done();
        });
    }

    private Account postmaster() { return accounts.find(Reserved.POSTMASTER.local()).orElseThrow(); }

    private void reserve(Reserved reserved) {
        if (accounts.find(reserved.local()).isPresent()) return;
        var account = Account.reserved(ids.next(), reserved, clock.instant());
        database.persist(account);
        database.flush();
        opened.fire(new AccountOpened(account.id(), false));
        changes.touch();
    }

    private void addDomain(String setting, String name) {
        try {
            domains.add(new DomainPlan(name, List.of(), DomainLimits.NONE));
        } catch (Rejected e) {
            throw Rejected.invalid(setting, e.faults().getFirst().pattern(), e.faults().getFirst().arguments().toArray());
        }
    }

    private void recover(Account postmaster, NewPassword fresh) {
        postmaster.password(fresh, postmaster.apop(), clock.instant(), ids::next);
        postmaster.admitEverybody();
        secondFactors.off(postmaster.id());
        database.flush();
        closed.fire(new AccountClosed(postmaster.id(), Why.PASSWORD));
        changes.touch();
        LOG.log(Level.INFO, "postmaster=password-set");
    }

    private Optional<String> withoutCode() {
        database.createQuery("delete from SetUpCode s where s.expires is null or s.expires < :now").setParameter("now", clock.instant()).executeUpdate();
        return Optional.empty();
    }

    private String newCode() {
        var code = SetUpCode.fresh(random);
        database.createQuery("delete from SetUpCode s").executeUpdate();
        database.persist(new SetUpCode(code, clock.instant()));
        return code;
    }
}
