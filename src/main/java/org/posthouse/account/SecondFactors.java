package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.posthouse.account.AccountClosed.Why;
import org.posthouse.account.Credential.Kind;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.security.Fingerprint;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Totp;

/// The second factor of people who have one: an authenticator app, and ten codes on paper for the day it is lost. In the caller's transaction.
@ApplicationScoped public class SecondFactors {
    private static final String PURPOSE = "second-factor";
    private static final int RECOVERY_CODES = 10;
    private static final String SYMBOLS = "abcdefghjkmnpqrstuvwxyz23456789";        // none that look like another
    /// Wrong codes after which an account's codes are not looked at for a while; only who knows the password gets this far.
    private static final int TRIES = 10;
    private static final Duration WHILE = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private record Tries(int wrong, Instant since) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject KeyRing keys;
    @Inject Changes changes;
    @Inject Ids ids;
    @Inject Clock clock;
    @Inject SecureRandom random;
    @Inject Event<AccountClosed> closed;

    private final ConcurrentHashMap<Long, Tries> tries = new ConcurrentHashMap<>();

    public boolean isOn(long account) { return find(account, Kind.TOTP).isPresent(); }

    /// A secret for an app, in base 32: the same until [#enrol] took a code of it.
    public String offer(Account account) {
        var offered = find(account.id(), Kind.TOTP_OFFERED).flatMap(c -> keys.open(PURPOSE, c.secret()));
        if (offered.isPresent()) return offered.get();
        forget(account.id(), Kind.TOTP_OFFERED);
        var secret = Totp.base32(Totp.secret(random));
        database.persist(new Credential(ids.next(), account, Kind.TOTP_OFFERED, keys.seal(PURPOSE, secret), clock.instant()));
        return secret;
    }

    /// From now on the password alone opens nothing; mail sessions that it opened end.
    ///
    /// @return codes for paper
    /// @throws Rejected INVALID `code`
    public List<String> enrol(Account account, String code) {
        var offered = find(account.id(), Kind.TOTP_OFFERED).flatMap(c -> keys.open(PURPOSE, c.secret()));
        var step = offered.map(secret -> Totp.matching(Totp.octets(secret), code, clock.instant(), 0));
        if (step.isEmpty() || step.get().isEmpty()) throw Rejected.invalid("code", "is not the code that the app shows now");
        forget(account.id(), Kind.TOTP_OFFERED, Kind.TOTP, Kind.RECOVERY);
        var codes = new ArrayList<String>();
        for (int i = 0; i < RECOVERY_CODES; i++) codes.add(recoveryCode());
        database.persist(new Credential(ids.next(), account, Kind.TOTP, keys.seal(PURPOSE, offered.get()), clock.instant()).used(step.get().getAsLong()));
        database.persist(new Credential(ids.next(), account, Kind.RECOVERY, String.join(" ", codes.stream().map(SecondFactors::hash).toList()), clock.instant()));
        database.flush();
        changed(account.id());
        return codes;
    }

    public void off(long account) {
        if (forget(account, Kind.TOTP, Kind.TOTP_OFFERED, Kind.RECOVERY) > 0) changed(account);
        tries.remove(account);
    }

    /// How many codes on paper are left.
    public int recoveryCodes(long account) { return find(account, Kind.RECOVERY).map(c -> c.secret().isEmpty() ? 0 : c.secret().split(" ").length).orElse(0); }

    /// A code of the app that was not used before, or one of those on paper, which is used up by that.
    public boolean passes(long account, String typed) {
        var before = tries.get(account);
        var now = clock.instant();
        if (before != null && before.since.plus(WHILE).isBefore(now)) before = null;
        if (before != null && before.wrong >= TRIES) return false;
        boolean right = app(account, typed, now) || paper(account, typed);
        if (right) tries.remove(account);
        else if (tries.size() < MOST) tries.put(account, before == null ? new Tries(1, now) : new Tries(before.wrong + 1, before.since));
        return right;
    }

    private boolean app(long account, String typed, Instant now) {
        var factor = find(account, Kind.TOTP);
        var secret = factor.flatMap(c -> keys.open(PURPOSE, c.secret()));
        if (secret.isEmpty()) return false;
        var step = Totp.matching(Totp.octets(secret.get()), typed, now, factor.get().usedStep());
        return step.isPresent() && database.createQuery("update Credential c set c.usedStep = :step where c.id = :id and c.usedStep < :step")
                .setParameter("step", step.getAsLong()).setParameter("id", factor.get().id()).executeUpdate() == 1;
    }

    private boolean paper(long account, String typed) {
        var factor = find(account, Kind.RECOVERY);
        if (factor.isEmpty()) return false;
        var left = new ArrayList<>(Arrays.asList(factor.get().secret().split(" ")));
        return left.remove(hash(typed)) && database.createQuery("update Credential c set c.secret = :left where c.id = :id and c.secret = :before")
                .setParameter("left", String.join(" ", left)).setParameter("id", factor.get().id()).setParameter("before", factor.get().secret()).executeUpdate() == 1;
    }

    private Optional<Credential> find(long account, Kind kind) {
        return database.createQuery("select c from Credential c where c.account.id = :account and c.kind = :kind", Credential.class)
                .setParameter("account", account).setParameter("kind", kind).getResultStream().findFirst();
    }

    private int forget(long account, Kind... kinds) {
        int count = 0;
        for (var credential : database.createQuery("select c from Credential c where c.account.id = :account and c.kind in :kinds", Credential.class)
                .setParameter("account", account).setParameter("kinds", List.of(kinds)).getResultList()) {
            credential.account().forget(credential);
            database.remove(credential);
            count++;
        }
        database.flush();
        return count;
    }

    private void changed(long account) {
        closed.fire(new AccountClosed(account, Why.CREDENTIAL));
        changes.touch();
    }

    private String recoveryCode() {
        var code = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            if (i == 5) code.append('-');
            code.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
        }
        return code.toString();
    }

    /// 49 random bits, and a few tries: a plain hash is enough.
    private static String hash(String code) { return Fingerprint.of(code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")); }
}
