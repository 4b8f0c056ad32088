package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthouse.account.Credential.Kind;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.mime.Address;
import org.posthouse.security.AccessList;

/// Which account a sign-in name means: any address, or the login name; without a domain, in the first domain alone, if at all ([org.posthouse.domain.LoginNames]). `postmaster` is
/// Postmaster with and without one. An address goes before a login, and `jane+box@` is Jane where nobody has that
/// address itself.
@ApplicationScoped class Logins {
    private static final int KNOWN = 10_000;
    private static final int UNKNOWN = 5_000;
    private static final int MAX_LENGTH = 320;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Domains domains;
    @Inject Changes changes;

    private final StampedCache<Holder> known = new StampedCache<>(KNOWN);
    private final StampedCache<Boolean> unknown = new StampedCache<>(UNKNOWN);

    /// A name as typed, in one spelling; what cannot be in any domain stays as it is in lower case.
    String canonical(String typed) {
        var text = typed.strip();
        if (text.length() > MAX_LENGTH) text = text.substring(0, MAX_LENGTH);
        text = domains.local().separated(text);
        int at = text.lastIndexOf('@');
        var local = (at < 0 ? text : text.substring(0, at)).toLowerCase(Locale.ROOT);
        if (local.equals(Reserved.POSTMASTER.local()) && (at < 0 || domains.local().find(new Address(local, text.substring(at + 1)).domainKey()).isPresent())) return local;
        if (at < 0) return domains.local().first().filter(_ -> domains.local().names().bareFirst()).map(d -> local + '@' + d.name()).orElse(local);
        var domain = new Address(local, text.substring(at + 1)).domainKey();
        return local + '@' + domains.local().find(domain).map(LocalDomain::name).orElse(domain);
    }

    /// @param name canonical
    Optional<Holder> find(String name) {
        long stamp = changes.stamp();
        var hit = known.get(stamp, name);
        if (hit.isPresent() || unknown.get(stamp, name).isPresent()) return hit;
        var found = byAddress(name).or(() -> byLogin(name)).or(() -> withoutDetail(name).flatMap(this::byAddress)).map(this::read);
        found.ifPresentOrElse(h -> known.put(stamp, name, h), () -> unknown.put(stamp, name, true));
        return found;
    }

    private static Optional<String> withoutDetail(String name) {
        int at = name.lastIndexOf('@');
        int plus = name.indexOf('+');
        return plus < 1 || plus > at ? Optional.empty() : Optional.of(name.substring(0, plus) + name.substring(at));
    }

    private Optional<Long> byAddress(String key) {
        return database.createQuery("select x.account.id from AccountAddress x where x.key = :key and x.account.trashed is null", Long.class)
                .setParameter("key", key).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst();
    }

    private Optional<Long> byLogin(String name) {
        int at = name.lastIndexOf('@');
        if (at < 0) return Optional.empty();
        return domains.local().find(name.substring(at + 1)).flatMap(d -> database
                .createQuery("select a.id from Account a where a.domain.id = :d and a.login = :l and a.trashed is null", Long.class)
                .setParameter("d", d.id()).setParameter("l", name.substring(0, at)).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst());
    }

    /// By values, not by entities, which an open persistence context might keep old.
    private Holder read(long account) {
        var row = database.createQuery("select p.text, a.role, a.locked from Account a join a.addresses p where a.id = :id and p.position = 0", Tuple.class)
                .setParameter("id", account).setFlushMode(FlushModeType.COMMIT).getSingleResult();
        var lines = database.createQuery("select r from Account a join a.restrictions r where a.id = :id", String.class)
                .setParameter("id", account).setFlushMode(FlushModeType.COMMIT).getResultList();
        var secrets = new HashMap<Kind, String>();
        var appPasswords = new HashMap<String, Long>();
        database.createQuery("select c.kind, c.secret, c.id from Credential c where c.account.id = :id", Tuple.class)
                .setParameter("id", account).setFlushMode(FlushModeType.COMMIT).getResultList()
                .forEach(c -> {
                    if (c.get(0, Kind.class) == Kind.APP_PASSWORD) appPasswords.put(c.get(1, String.class), c.get(2, Long.class));
                    else secrets.put(c.get(0, Kind.class), c.get(1, String.class));
                });
        return new Holder(account, address(row.get(0, String.class)), row.get(1, Role.class), row.get(2, Boolean.class), AccessList.of(lines),
                Optional.ofNullable(secrets.get(Kind.PASSWORD)), Optional.ofNullable(secrets.get(Kind.APOP)), Map.copyOf(appPasswords), secrets.containsKey(Kind.TOTP));
    }

    private String address(String text) {
        return text.contains("@") ? text : domains.local().first().map(d -> text + '@' + d.name()).orElse(text);
    }
}
