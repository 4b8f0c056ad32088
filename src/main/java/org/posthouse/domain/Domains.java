package org.posthouse.domain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Tuple;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.database.Constraints;

/// The local mail domains. Everything but [#local()] runs in the caller's transaction.
@ApplicationScoped public class Domains {
    /// More than this belong in a table that is not held in memory.
    static final int MAX_DOMAINS = 10_000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;
    @Inject Ids ids;

    private volatile LocalDomains snapshot = new LocalDomains(-1, List.of(), Map.of(), Map.of(), LoginNames.STANDARD);

    /// The domains as they are now; costs a map lookup while nothing changes.
    public LocalDomains local() {
        long stamp = changes.stamp();
        var now = snapshot;
        if (now.stamp() != stamp) snapshot = now = read(stamp);
        return now;
    }

    /// First domain first.
    public List<Domain> all() {
        return database.createQuery("select distinct d from Domain d left join fetch d.names order by d.position, d.id", Domain.class).getResultList();
    }

    /// @param name its own name or an alias, in any spelling
    public Optional<Domain> find(String name) {
        return DomainKey.of(name).flatMap(key -> database.createQuery("select n.domain from DomainName n where n.name = :name", Domain.class)
                .setParameter("name", key.name()).getResultStream().findFirst());
    }

    public Optional<Domain> find(long id) { return Optional.ofNullable(database.find(Domain.class, id)); }

    /// @throws Rejected INVALID `name` or `aliases`, CONFLICT when the name or an alias is another domain's
    public Domain add(DomainPlan plan) {
        var key = DomainKey.required("name", plan.name());
        var aliases = plan.aliases().stream().map(a -> DomainKey.required("aliases", a)).toList();
        freeOrOf("name", key, -1);
        aliases.forEach(a -> freeOrOf("aliases", a, -1));
        var places = database.createQuery("select count(d), max(d.position) from Domain d", Tuple.class).getSingleResult();
        if (places.get(0, Long.class) >= MAX_DOMAINS) throw Rejected.conflict("name", "at most {0} domains", MAX_DOMAINS);
        Integer lastPlace = places.get(1, Integer.class);
        var domain = new Domain(ids.next(), key, lastPlace == null ? 0 : lastPlace + 1);
        domain.alias(aliases);
        domain.settle(plan);
        unclaimed(domain);
        database.persist(domain);
        return saved(domain);
    }

    /// Replaces all but the name; the name of a domain never changes, since addresses are made of it.
    ///
    /// @param first true makes it the first domain
    /// @throws Rejected as [#add]
    public Domain change(Domain domain, DomainPlan plan, boolean first) {
        var aliases = plan.aliases().stream().map(a -> DomainKey.required("aliases", a)).toList();
        aliases.forEach(a -> freeOrOf("aliases", a, domain.id()));
        domain.alias(aliases);
        domain.settle(plan);
        unclaimed(domain);
        database.lock(domain, LockModeType.PESSIMISTIC_FORCE_INCREMENT);             // a changed alias alone would not count as a change
        if (first) putFirst(domain);
        return saved(domain);
    }

    /// @throws Rejected CONFLICT while accounts have addresses in it
    public void remove(Domain domain) {
        database.remove(domain);
        saved(domain);
    }

    private void putFirst(Domain domain) {
        var order = new ArrayList<>(all());
        order.sort(Comparator.comparing((Domain d) -> !d.equals(domain)));       // stable: the others keep their order
        for (int i = 0; i < order.size(); i++) order.get(i).moveTo(i);
    }

    private void freeOrOf(String field, DomainKey key, long domain) {
        find(key.name()).filter(d -> d.id() != domain).ifPresent(d -> {
            if (d.name().equals(key.name())) throw Rejected.conflict(field, "{0} is a domain already", key);
            throw Rejected.conflict(field, "{0} is an alias of {1} already", key, d.name());
        });
    }

    /// An address of this server belongs to one domain at most.
    private void unclaimed(Domain domain) {
        if (domain.localAddresses().isEmpty()) return;
        database.createQuery("select a, d.id from Domain d join d.localAddresses a where a in :wanted and d.id <> :own", Tuple.class)
                .setParameter("wanted", domain.localAddresses()).setParameter("own", domain.id()).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst()
                .ifPresent(taken -> { throw Rejected.conflict("localAddresses", "{0} belongs to {1}", taken.get(0, String.class), find(taken.get(1, Long.class).longValue()).orElseThrow().name()); });
    }

    /// How sign-in names may be written, and the version of that.
    public LoginNames loginNames() { return database.find(LoginNames.Row.class, LoginNames.Row.ONLY).names(); }

    public int loginNamesVersion() { return database.find(LoginNames.Row.class, LoginNames.Row.ONLY).version(); }

    public void change(LoginNames names) {
        database.find(LoginNames.Row.class, LoginNames.Row.ONLY).settle(names);
        database.flush();
        changes.touch();
    }

    private Domain saved(Domain domain) {
        try {
            database.flush();
        } catch (PersistenceException e) {
            if (!Constraints.violated(e)) throw e;
            // A name was taken since we looked, or an account still refers to the domain.
            throw Rejected.conflict("name", "the name is taken, or accounts have addresses in the domain");
        }
        changes.touch();
        return domain;
    }

    private LocalDomains read(long stamp) {
        var rows = database.createQuery("""
                select d.id, n.name, n.position, d.maxAccounts, d.maxMailboxBytes, d.maxMessages, d.maxMessageBytes, d.expiryDays, d.catchAll, d.redirect, d.hidden
                from DomainName n join n.domain d order by d.position, d.id, n.position""", Tuple.class)
                .setFlushMode(FlushModeType.COMMIT).getResultList();
        var all = new ArrayList<LocalDomain>();
        var byName = new HashMap<String, LocalDomain>();
        for (var row : rows) {
            if (row.get(2, Integer.class) == 0) all.add(new LocalDomain(row.get(0, Long.class), row.get(1, String.class),
                    new DomainLimits(row.get(3, Long.class), row.get(4, Long.class), row.get(5, Long.class), row.get(6, Long.class)),
                    row.get(7, Integer.class), row.get(8, String.class), row.get(9, String.class), UserOption.read(row.get(10, String.class))));
            byName.put(row.get(1, String.class), all.getLast());
        }
        var byAddress = new HashMap<InetAddress, LocalDomain>();
        for (var row : database.createQuery("select a, n.name from Domain d join d.localAddresses a join d.names n where n.position = 0", Tuple.class).setFlushMode(FlushModeType.COMMIT).getResultList())
            byAddress.put(InetAddress.ofLiteral(row.get(0, String.class)), byName.get(row.get(1, String.class)));
        var names = database.createQuery("select n.separators, n.bareFirst from LoginNames n", Tuple.class).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst()
                .map(row -> new LoginNames(row.get(0, String.class), row.get(1, Boolean.class))).orElse(LoginNames.STANDARD);
        return new LocalDomains(stamp, List.copyOf(all), Map.copyOf(byName), Map.copyOf(byAddress), names);
    }
}
