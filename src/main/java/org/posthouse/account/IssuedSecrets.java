package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.account.AccountClosed.Why;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.security.Fingerprint;

/// Secrets that the house makes for one program each: app passwords for mail programs, tokens for the API. Shown once and stored as SHA-256, which is enough for what nobody can guess.
@ApplicationScoped public class IssuedSecrets {
    public enum Kind {
        /// Signs in to SMTP and POP3, never to the web or the API.
        APP_PASSWORD,
        /// `Authorization: Bearer` of the API, and nothing else.
        API_TOKEN
    }

    /// @param name what its owner calls the program
    public record Issued(long id, Kind kind, String name, Instant created, Optional<Instant> lastUsed, Optional<Instant> expires) { }

    /// @param secret in clear, for this once
    public record Fresh(long id, String secret) {
        @Override public String toString() { return "Fresh[" + id + "]"; }
    }

    /// A token that an account has.
    record Bearer(long id, long account) { }

    private static final int MOST = 50;
    private static final int LETTERS = 16;                               // 75 bits
    private static final String PREFIX = "pht_";

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;
    @Inject Ids ids;
    @Inject Clock clock;
    @Inject SecureRandom random;
    @Inject Event<AccountClosed> closed;

    /// In the caller's transaction, as the rest.
    ///
    /// @throws Rejected INVALID `name` when there are too many
    public Fresh issue(Account account, Kind kind, String name, Optional<Instant> expires) {
        if (of(account.id()).stream().filter(i -> i.kind == kind).count() >= MOST) throw Rejected.invalid("name", "at most {0}; take one back first", MOST);
        long id = ids.next();
        var secret = kind == Kind.APP_PASSWORD ? letters() : PREFIX + Long.toString(id, 36) + '_' + octets();
        database.persist(new Credential(id, account, Credential.Kind.valueOf(kind.name()), Fingerprint.of(kind == Kind.APP_PASSWORD ? plain(secret) : secret), clock.instant()).named(name, expires));
        database.flush();
        changes.touch();
        return new Fresh(id, secret);
    }

    /// Newest first.
    public List<Issued> of(long account) {
        return database.createQuery("select c from Credential c where c.account.id = :account and c.kind in :kinds order by c.created desc, c.id desc", Credential.class)
                .setParameter("account", account).setParameter("kinds", List.of(Credential.Kind.APP_PASSWORD, Credential.Kind.API_TOKEN)).getResultStream()
                .map(c -> new Issued(c.id(), Kind.valueOf(c.kind().name()), c.name(), c.created(), c.lastUsed(), c.expires())).toList();
    }

    public Optional<Issued> find(long account, Kind kind, long id) { return of(account).stream().filter(i -> i.id == id && i.kind == kind).findFirst(); }

    /// Ends the mail sessions of the account, for nobody notes which of them it opened.
    public void revoke(long account, long id) {
        if (delete("c.id = :id and c.account.id = :account", account, id) > 0) gone(account);
    }

    /// @return how many there were
    public int revokeAll(long account) {
        int count = delete("c.account.id = :account and :id = 0", account, 0);
        if (count > 0) gone(account);
        return count;
    }

    private int delete(String which, long account, long id) {
        database.flush();
        int count = database.createQuery("delete from Credential c where c.kind in :kinds and " + which).setParameter("kinds", List.of(Credential.Kind.APP_PASSWORD, Credential.Kind.API_TOKEN))
                .setParameter("account", account).setParameter("id", id).executeUpdate();
        database.clear();                                                // entities of this transaction may hold what is gone
        return count;
    }

    private void gone(long account) {
        closed.fire(new AccountClosed(account, Why.CREDENTIAL));
        changes.touch();
    }

    /// Whose token that is, unless it has ended. Needs no transaction.
    Optional<Bearer> bearer(String token) {
        int underscore = token.lastIndexOf('_', token.length() - 44);    // the octets may hold one
        if (token.length() > 100 || !token.startsWith(PREFIX) || underscore < PREFIX.length() || !token.substring(PREFIX.length(), underscore).matches("[0-9a-z]{1,12}")) return Optional.empty();
        return database.createQuery("select c.account.id, c.secret, c.expires from Credential c where c.id = :id and c.kind = :kind", Object[].class)
                .setParameter("id", Long.parseLong(token.substring(PREFIX.length(), underscore), 36)).setParameter("kind", Credential.Kind.API_TOKEN).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst()
                .filter(row -> MessageDigest.isEqual(((String) row[1]).getBytes(StandardCharsets.US_ASCII), Fingerprint.of(token).getBytes(StandardCharsets.US_ASCII)))
                .filter(row -> row[2] == null || clock.instant().isBefore((Instant) row[2]))
                .map(row -> new Bearer(Long.parseLong(token.substring(PREFIX.length(), underscore), 36), (Long) row[0]));
    }

    /// The stored form of what may be an app password as somebody typed it; empty when it cannot be one.
    static Optional<String> appPassword(String typed) {
        if (typed.length() > 2 * LETTERS) return Optional.empty();
        var plain = plain(typed);
        return plain.matches("[a-z]{" + LETTERS + "}") ? Optional.of(Fingerprint.of(plain)) : Optional.empty();
    }

    /// Case, hyphens and spaces do not matter to people, so they do not matter.
    private static String plain(String typed) { return typed.toLowerCase(Locale.ROOT).replaceAll("[-\\s]", ""); }

    private String letters() {
        var text = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            if (i > 0 && i % 4 == 0) text.append('-');
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private String octets() {
        var octets = new byte[32];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
