package org.posthouse.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.AccountClosed;
import org.posthouse.domain.Ids;
import org.posthouse.security.Fingerprint;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Access tokens: what a browser holds after signing in. Asked of the database each time, so that one that was taken back is gone at once on every node.
@ApplicationScoped public class Tokens {
    /// Id of the token that the running request came with: what ends all others of an account leaves this one.
    public static final ScopedValue<Long> CURRENT = ScopedValue.newInstance();

    /// The row of a token in use is written no more often than this, so a token may live as much longer than the setting says.
    private static final Duration EXACT_TO = Duration.ofSeconds(30);
    private static final int MAX_AGENT = 200;
    private static final int MAX_SECRET = 64;

    /// @param worn in use again for so long that [#touch] should write it down
    public record Held(long id, long account, boolean worn) { }

    /// A browser, as its owner sees it.
    ///
    /// @param agent what it calls itself
    public record Session(long id, String client, String agent, Instant created, Instant lastUsed, boolean current) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Settings settings;
    @Inject Clock clock;
    @Inject Ids ids;
    @Inject SecureRandom random;

    /// In the caller's transaction.
    ///
    /// @return the secret for the cookie
    public String issue(long account, InetAddress client, String agent) {
        var octets = new byte[32];
        random.nextBytes(octets);
        var secret = Long.toString(account, 36) + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        var called = agent.replaceAll("\\p{Cntrl}", "").strip();
        database.persist(new AccessToken(ids.next(), Fingerprint.of(secret), account, network(client), text(client), called.length() > MAX_AGENT ? called.substring(0, MAX_AGENT) : called, clock.instant()));
        return secret;
    }

    /// The account that a browser says it was signed in as, by the secret it holds; good for nothing but comparing.
    public static Optional<Long> owner(String secret) { return secret.matches("[0-9a-z]{1,12}\\..+") ? Optional.of(Long.parseLong(secret.substring(0, secret.indexOf('.')), 36)) : Optional.empty(); }

    /// Empty for a secret that is nobody's, or not from there, or not any more. Needs no transaction.
    public Optional<Held> find(String secret, InetAddress client) {
        if (secret.isEmpty() || secret.length() > MAX_SECRET) return Optional.empty();
        var now = clock.instant();
        return database.createQuery("select t.id, t.account, t.network, t.created, t.lastUsed from AccessToken t where t.hash = :hash", Object[].class)
                .setParameter("hash", Fingerprint.of(secret)).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst()
                .filter(row -> now.isBefore(((Instant) row[3]).plus(longest())) && now.isBefore(((Instant) row[4]).plus(idle()).plus(EXACT_TO)))
                .filter(row -> !settings.now().flag(Setting.TOKEN_BOUND) || row[2].equals(network(client)))
                .map(row -> new Held((Long) row[0], (Long) row[1], now.isAfter(((Instant) row[4]).plus(EXACT_TO))));
    }

    /// It was of use just now. In the caller's transaction, as the rest.
    public void touch(long id, InetAddress client) {
        database.createQuery("update AccessToken t set t.lastUsed = :now, t.client = :client where t.id = :id").setParameter("now", clock.instant()).setParameter("client", text(client))
                .setParameter("id", id).executeUpdate();
    }

    /// Those of an account that are good, the latest used first.
    public List<Session> of(long account) {
        return database.createQuery("select t from AccessToken t where t.account = :account and t.lastUsed > :used and t.created > :created order by t.lastUsed desc", AccessToken.class)
                .setParameter("account", account).setParameter("used", clock.instant().minus(idle()).minus(EXACT_TO)).setParameter("created", clock.instant().minus(longest())).setMaxResults(100).getResultStream()
                .map(t -> new Session(t.id(), t.client(), t.agent(), t.created(), t.lastUsed(), current() == t.id())).toList();
    }

    public void end(long id) { database.createQuery("delete from AccessToken t where t.id = :id").setParameter("id", id).executeUpdate(); }

    /// Whoever else is signed in as this account is so no more; the running request's own token stays.
    public void endOthers(long account) {
        database.createQuery("delete from AccessToken t where t.account = :account and t.id <> :own").setParameter("account", account).setParameter("own", current()).executeUpdate();
    }

    public void endAll(long account) { database.createQuery("delete from AccessToken t where t.account = :account").setParameter("account", account).executeUpdate(); }

    /// Within the transaction that closes the account, so that no token outlives it.
    void closed(@Observes AccountClosed event) {
        switch (event.why()) {
            case LOCKED, DELETED, DEMOTED -> endAll(event.account());
            case PASSWORD, RESTRICTED -> endOthers(event.account());
            case CREDENTIAL -> { }                                       // says nothing about browsers
        }
    }

    /// Rows of tokens that have ended.
    public void sweep() {
        database.createQuery("delete from AccessToken t where t.lastUsed < :used or t.created < :created")
                .setParameter("used", clock.instant().minus(idle()).minus(EXACT_TO)).setParameter("created", clock.instant().minus(longest())).executeUpdate();
    }

    private static long current() { return CURRENT.isBound() ? CURRENT.get() : 0; }

    private Duration idle() { return Duration.ofSeconds(settings.now().value(Setting.TOKEN_SECONDS)); }

    private Duration longest() { return Duration.ofHours(settings.now().value(Setting.TOKEN_HOURS)); }

    /// An IPv4 address, or the /64 that one customer has (RFC 6177 §2).
    private static String network(InetAddress client) {
        var octets = client.getAddress();
        return HexFormat.of().formatHex(client instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
    }

    private static String text(InetAddress client) { return client.getHostAddress().replaceFirst("%.*", ""); }
}
