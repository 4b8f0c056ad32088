package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mime.Address;
import org.posthouse.security.KeyRing;

/// The tables of this area in memory: at once after a change on this node, within a second after one on another. Asked for every recipient, so it costs no query while nothing changes.
@ApplicationScoped public class Tables {
    private static final long POLL_MILLIS = 1000;
    private static final String PURPOSE = "route";

    /// Which table; the number is its row in `routing_version`.
    public enum Table {
        ALIASES(1), CHANNELS(2), ROUTES(3), OUTGOING(4);

        private final int id;

        Table(int id) { this.id = id; }
    }

    /// A typed alias as the path of mail needs it.
    ///
    /// @param addresses of the kind ADDRESS
    /// @param target    of the other kinds
    record Alias(long id, TypedAlias.Kind kind, String address, List<Address> addresses, String target) { }

    record Entry(Pattern pattern, Target target, Route.Tls tls, Optional<Route.Login> login, Route.Timing timing) {
        String text() { return pattern + " → " + target; }
    }

    /// All at one moment.
    ///
    /// @param outgoing by a domain's id
    record Snapshot(long version, Map<String, Alias> aliases, Map<String, Address> channels, List<Entry> routes, Map<Long, Outgoing> outgoing) {
        static final Snapshot NOTHING = new Snapshot(-1, Map.of(), Map.of(), List.of(), Map.of());
    }

    /// Fired by [#touch].
    record Touched(Table table) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject KeyRing keys;
    @Inject Clock clock;
    @Inject UnitOfWork work;
    @Inject Event<Touched> touched;

    private final AtomicLong nextPoll = new AtomicLong();
    private volatile Snapshot snapshot = Snapshot.NOTHING;

    Snapshot now() {
        long due = nextPoll.get();
        long now = clock.millis();
        if (now >= due && nextPoll.compareAndSet(due, now + POLL_MILLIS)) {
            snapshot = work.look(() -> {
                long version = versions();
                return version != snapshot.version ? read(version) : snapshot;
            });
        }
        return snapshot;
    }

    /// Of one table, for the forms. In the caller's transaction.
    public long version(Table table) { return ((Number) database.createNativeQuery("SELECT version FROM routing_version WHERE id = ?1").setParameter(1, table.id).getSingleResult()).longValue(); }

    /// Before a whole table is replaced: whoever else replaces it waits here until the transaction ends.
    void lock(Table table) { database.createNativeQuery("SELECT version FROM routing_version WHERE id = ?1 FOR UPDATE").setParameter(1, table.id).getSingleResult(); }

    /// To be called in a transaction that changed a table.
    void touch(Table table) {
        database.createNativeQuery("UPDATE routing_version SET version = version + 1 WHERE id = ?1").setParameter(1, table.id).executeUpdate();
        touched.fire(new Touched(table));
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Touched event) { nextPoll.set(0); }

    String seal(String password) { return password.isEmpty() ? "" : keys.seal(PURPOSE, password); }

    private long versions() { return ((Number) database.createNativeQuery("SELECT SUM(version) FROM routing_version").setFlushMode(FlushModeType.COMMIT).getSingleResult()).longValue(); }

    private Snapshot read(long version) { return new Snapshot(version, aliases(), channels(), routes(), outgoing()); }

    private Map<String, Alias> aliases() {
        var aliases = new HashMap<String, Alias>();
        for (var row : database.createQuery("select a.id, a.kind, a.address, a.targets from TypedAlias a", Tuple.class).setFlushMode(FlushModeType.COMMIT).getResultList()) {
            var kind = row.get(1, TypedAlias.Kind.class);
            var lines = row.get(3, String.class).lines().toList();
            boolean onward = kind == TypedAlias.Kind.ADDRESS;
            aliases.put(row.get(2, String.class), new Alias(row.get(0, Long.class), kind, row.get(2, String.class),
                    onward ? lines.stream().flatMap(line -> Addresses.read(line).stream()).toList() : List.of(), onward || lines.isEmpty() ? "" : lines.getFirst()));
        }
        return Map.copyOf(aliases);
    }

    private Map<String, Address> channels() {
        var channels = new HashMap<String, Address>();
        for (var row : rows("SELECT incoming, outgoing FROM channel_alias")) Addresses.read((String) row[1]).ifPresent(out -> channels.put((String) row[0], out));
        return Map.copyOf(channels);
    }

    private List<Entry> routes() {
        var entries = new ArrayList<Entry>();
        for (var row : rows("SELECT pattern, target, tls, login, password, timing FROM route ORDER BY position")) {
            var login = (String) row[3];
            var password = ((String) row[4]).isEmpty() ? "" : keys.open(PURPOSE, (String) row[4]).orElse("");
            var pattern = Pattern.read((String) row[0]);
            var target = Target.read((String) row[1]);
            if (pattern.isPresent() && target.isPresent()) entries.add(new Entry(pattern.get(), target.get(), Route.Tls.valueOf((String) row[2]),
                    login.isEmpty() ? Optional.empty() : Optional.of(new Route.Login(login, password)), Route.Timing.valueOf((String) row[5])));
        }
        return List.copyOf(entries);
    }

    private Map<Long, Outgoing> outgoing() {
        var outgoing = new HashMap<Long, Outgoing>();
        for (var row : rows("SELECT domain_id, source4, source6, rewrites FROM domain_outgoing")) outgoing.put(((Number) row[0]).longValue(), new Outgoing((String) row[1], (String) row[2], (Boolean) row[3]));
        return Map.copyOf(outgoing);
    }

    private List<Object[]> rows(String select) { return ((List<?>) database.createNativeQuery(select).setFlushMode(FlushModeType.COMMIT).getResultList()).stream().map(row -> (Object[]) row).toList(); }
}
