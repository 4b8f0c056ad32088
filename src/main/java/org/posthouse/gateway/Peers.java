package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Domains;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.gateway.Peering.House;
import org.posthouse.mime.Address;
import org.posthouse.routing.Routing;
import org.posthouse.routing.Target;
import org.posthouse.security.KeyRing;

/// Which houses share a domain with this one, and what they are told of its people.
@ApplicationScoped public class Peers {
    static final int SHORTEST_SECRET = 16;
    private static final String PURPOSE = "peers";
    private static final int MOST = 20;
    /// Set while a peer's question is answered: what the others know is theirs to tell.
    static final ScopedValue<Boolean> ALONE = ScopedValue.newInstance();

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;
    @Inject Domains domains;
    @Inject KeyRing keys;
    @Inject Routing routing;

    private record Known(long stamp, Peering peering, String secret) { }

    private volatile Known known = new Known(-1, Peering.NONE, "");

    /// From memory.
    public Peering now() { return current().peering; }

    /// Empty while there are no peers.
    Optional<PeerSeal> seal() { return Optional.of(current().secret).filter(secret -> !secret.isEmpty()).map(PeerSeal::new); }

    /// Whether a person or a thing of this house itself has the address; stray mail's rules do not count, or every house with a catch-all would know everybody.
    public boolean knows(Address address) {
        if (routing.domain(address).filter(domain -> now().shares(domain.name())).isEmpty()) return false;
        return ScopedValue.where(ALONE, true).call(() -> routing.known(address));
    }

    private Known current() {
        long stamp = changes.stamp();
        var at = known;
        if (at.stamp != stamp) {
            var row = database.createQuery("select p from StoredPeering p", StoredPeering.class).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst();
            known = at = row.map(stored -> new Known(stamp, stored.peering(), keys.open(PURPOSE, stored.secret()).orElse(""))).orElse(new Known(stamp, Peering.NONE, ""));
        }
        return at;
    }

    /// As the caller's transaction sees it.
    public Peering load() { return row().map(StoredPeering::peering).orElse(Peering.NONE); }

    public int version() { return row().map(StoredPeering::version).orElse(-1); }

    private Optional<StoredPeering> row() { return Optional.ofNullable(database.find(StoredPeering.class, StoredPeering.ONLY)); }

    /// In the caller's transaction.
    ///
    /// @param secret empty keeps the one there is
    /// @throws Rejected INVALID `domains`, `houses` or `secret`
    public void save(Peering wanted, String secret) {
        var faults = new ArrayList<Fault>();
        var names = new HashSet<String>();
        for (var domain : wanted.domains()) {
            var local = DomainKey.of(domain).flatMap(key -> domains.local().find(key.name()));
            local.ifPresentOrElse(found -> names.add(found.name()), () -> faults.add(new Fault("domains", "{0} is no domain of this server", domain)));
        }
        if (wanted.houses().size() > MOST) faults.add(new Fault("houses", "at most {0} lines", MOST));
        for (var house : wanted.houses()) {
            if (!url(house.url())) faults.add(new Fault("houses", "{0} is no address of a web server, such as https://b.example.org:8443", house.url()));
            if (Target.read(house.target()).filter(target -> !target.equals(Target.OWN)).isEmpty()) faults.add(new Fault("houses", "{0} is no mail server; write a host, host:port or [10.1.1.1]", house.target()));
        }
        if (!secret.isEmpty() && secret.length() < SHORTEST_SECRET) faults.add(new Fault("secret", "must have at least {0} characters", SHORTEST_SECRET));
        if (secret.isEmpty() && row().isEmpty() && !wanted.houses().isEmpty()) faults.add(new Fault("secret", "is needed"));
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        var stored = row().orElseGet(StoredPeering::new);
        stored.settle(new Peering(names, wanted.houses().stream().map(Peers::tidy).toList()), secret.isEmpty() ? stored.secret() : keys.seal(PURPOSE, secret));
        if (!database.contains(stored)) database.persist(stored);
        database.flush();
        changes.touch();
    }

    private static House tidy(House house) { return new House(house.url().strip().replaceFirst("/+$", ""), house.target().strip()); }

    private static boolean url(String text) {
        try {
            var uri = URI.create(text.strip());
            return List.of("https", "http").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null && !text.strip().contains(" ") && text.length() <= 200;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
