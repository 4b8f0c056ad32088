package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.account.Directory;
import org.posthouse.account.LocalRecipient;
import org.posthouse.domain.Changes;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;
import org.posthouse.routing.Target;
import org.posthouse.security.AccessList;

/// The domains that this house takes mail for without having their accounts: as a gateway, or as the second in their MX. Everything but [#at] and [#named] runs in the caller's transaction.
@ApplicationScoped public class RelayDomains {
    static final int MOST = 1000;
    static final int MOST_ADDRESSES = 100_000;
    private static final int MOST_LINES = 4000;
    private static final String BELOW = "*.";

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;
    @Inject Ids ids;
    @Inject Domains domains;
    @Inject Directory directory;

    private record Edition(long number, Set<String> keys) { }

    private record Known(long stamp, Map<String, RelayDomain> byName, Map<Long, Edition> lists) { }

    private volatile Known known = new Known(-1, Map.of(), Map.of());

    /// A relay domain with its plan, for its form.
    public record Kept(long id, int version, RelayPlan plan) { }

    /// The relay domain that an address belongs to, the nearest of several; from memory. A domain that lives here is none.
    public Optional<RelayDomain> at(Address address) { return named(address.domainKey()); }

    /// @param domain in A-labels and lower case
    public Optional<RelayDomain> named(String domain) {
        var all = now().byName;
        if (all.isEmpty() || domains.local().find(domain).isPresent()) return Optional.empty();
        for (var name : RelayDomain.patterns(domain)) {
            var found = all.get(name);
            if (found != null) return Optional.of(found);
        }
        return Optional.empty();
    }

    /// There are some at all; from memory.
    boolean any() { return !now().byName.isEmpty(); }

    public List<Kept> all() {
        return database.createQuery("select r from StoredRelay r order by r.name", StoredRelay.class).getResultList().stream().map(row -> new Kept(row.id(), row.version(), row.plan(""))).toList();
    }

    /// Deliveries that wait, by the name of the relay domain they are for.
    public Map<String, Long> waiting() {
        var counts = new HashMap<String, Long>();
        for (var each : database.createNativeQuery("SELECT domain, COUNT(*) FROM delivery WHERE transport = 'smtp' GROUP BY domain").getResultList()) {
            var row = (Object[]) each;
            named((String) row[0]).ifPresent(relay -> counts.merge(relay.name(), ((Number) row[1]).longValue(), Long::sum));
        }
        return counts;
    }

    public Optional<Kept> find(long id) { return Optional.ofNullable(database.find(StoredRelay.class, id)).map(row -> new Kept(id, row.version(), row.plan(addresses(id)))); }

    /// @throws Rejected INVALID with every field that cannot be, CONFLICT `name` when it is there already or lives here
    public long open(RelayPlan plan) {
        var checked = checked(plan);
        if (database.createQuery("select count(r) from StoredRelay r", Long.class).getSingleResult() >= MOST) throw Rejected.conflict("name", "at most {0} domains", MOST);
        if (!database.createQuery("select r.id from StoredRelay r where r.name = :name", Long.class).setParameter("name", checked.name()).getResultList().isEmpty())
            throw Rejected.conflict("name", "{0} is a relay domain already", checked.name());
        var row = new StoredRelay(ids.next(), checked);
        database.persist(row);
        write(row.id(), checked.addresses());
        return row.id();
    }

    /// Replaces all but the name.
    ///
    /// @throws Rejected as [#open], ABSENT
    public void change(long id, RelayPlan plan) {
        var row = required(id);
        var checked = checked(plan);
        row.settle(checked);
        database.lock(row, jakarta.persistence.LockModeType.OPTIMISTIC_FORCE_INCREMENT);       // another list alone would not count as a change
        write(id, checked.addresses());
    }

    /// Mail that waits for it stays in the queue and goes by the routing table.
    public void close(long id) {
        database.createNativeQuery("DELETE FROM relay_recipients WHERE relay_id = ?1").setParameter(1, id).executeUpdate();
        database.remove(required(id));
        database.flush();
        changes.touch();
    }

    private StoredRelay required(long id) { return Optional.ofNullable(database.find(StoredRelay.class, id)).orElseThrow(() -> Rejected.absent("key", "there is no such relay domain")); }

    private void write(long id, String addresses) {
        database.flush();
        database.createNativeQuery("DELETE FROM relay_recipients WHERE relay_id = ?1").setParameter(1, id).executeUpdate();
        if (!addresses.isEmpty()) database.createNativeQuery("INSERT INTO relay_recipients (relay_id, edition, addresses) VALUES (?1, ?2, ?3)")
                .setParameter(1, id).setParameter(2, ids.next()).setParameter(3, addresses).executeUpdate();
        changes.touch();
    }

    private String addresses(long id) {
        return database.createQuery("select l.addresses from RelayRecipients l where l.relay = :id", String.class).setParameter("id", id).getResultStream().findFirst().orElse("");
    }

    // ---- what is typed ----

    private RelayPlan checked(RelayPlan plan) {
        var faults = new ArrayList<Fault>();
        var name = name(plan.name(), faults);
        var target = plan.target().strip();
        if (!target.isEmpty() && Target.read(target).isEmpty()) faults.add(new Fault("target", "must be a host, host:port, [host] or [address]; * is by MX"));
        var callers = plan.callers().stream().map(line -> network(line, faults)).flatMap(Optional::stream).distinct().toList();
        if (String.join("\n", callers).length() > MOST_LINES) faults.add(new Fault("callers", "at most {0} characters", MOST_LINES));
        for (var account : plan.accounts()) if (directory.stored(account.strip()).isEmpty()) faults.add(new Fault("accounts", "{0} is no account of this server", account.strip()));
        if (String.join("\n", plan.accounts()).length() > MOST_LINES) faults.add(new Fault("accounts", "at most {0} characters", MOST_LINES));
        var addresses = addresses(name, plan.addresses(), faults);
        if (plan.asking() == RelayPlan.Asking.LIST && addresses.isEmpty() && faults.isEmpty()) faults.add(new Fault("addresses", "without any address all mail would be refused"));
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return new RelayPlan(name, target, plan.tls(), plan.timing(), plan.asking(), addresses, callers, plan.accounts().stream().map(String::strip).distinct().toList());
    }

    private String name(String typed, List<Fault> faults) {
        var text = typed.strip();
        var key = DomainKey.of(text.startsWith(BELOW) ? text.substring(BELOW.length()) : text);
        if (key.isEmpty()) {
            faults.add(new Fault("name", "must be a domain such as example.org, or *.example.org"));
            return "";
        }
        if (!text.startsWith(BELOW) && domains.local().find(key.get().name()).isPresent()) throw Rejected.conflict("name", "{0} lives on this server", key.get());
        return text.startsWith(BELOW) ? BELOW + key.get() : key.get().name();
    }

    private static Optional<String> network(String line, List<Fault> faults) {
        var entry = AccessList.entry(line).filter(AccessList.Entry.Network.class::isInstance).map(AccessList.Entry::text);
        if (entry.isEmpty()) faults.add(new Fault("callers", "{0} is no network; write 192.0.2.0/24 or an address", line.strip()));
        return entry;
    }

    /// One spelling of each, sorted, so that a list that was only shuffled is the same list.
    private static String addresses(String domain, String typed, List<Fault> faults) {
        var keys = new java.util.TreeSet<String>();
        int number = 0;
        for (var line : (Iterable<String>) typed.lines()::iterator) {
            number++;
            var text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) continue;
            var address = address(text, domain);
            if (address.isEmpty()) {
                faults.add(new Fault("addresses", "line {0} is no address in {1}", number, domain));
                return "";
            }
            keys.add(address.get().key());
            if (keys.size() > MOST_ADDRESSES) {
                faults.add(new Fault("addresses", "at most {0} lines", MOST_ADDRESSES));
                return "";
            }
        }
        return String.join("\n", keys);
    }

    private static Optional<Address> address(String text, String domain) {
        boolean below = domain.startsWith(BELOW);
        if (text.indexOf('@') < 0 && below) return Optional.empty();
        if (!(PathRead.parse("<" + (text.indexOf('@') < 0 ? text + "@" + domain : text) + ">") instanceof PathRead.Good(var path, var rest)) || !rest.isEmpty()) return Optional.empty();
        return path.address().filter(found -> below ? found.domainKey().endsWith(domain.substring(1)) : found.domainKey().equals(domain));
    }

    // ---- what is looked up ----

    private Known now() {
        long stamp = changes.stamp();
        var at = known;
        if (at.stamp != stamp) known = at = read(stamp, at.lists);
        return at;
    }

    /// A list that is still the same is not read again: it may be long, and most changes are others'.
    private Known read(long stamp, Map<Long, Edition> before) {
        var rows = database.createQuery("select r from StoredRelay r", StoredRelay.class).setFlushMode(FlushModeType.COMMIT).getResultList();
        if (rows.isEmpty()) return new Known(stamp, Map.of(), Map.of());
        var editions = new HashMap<Long, Edition>();
        for (var row : database.createQuery("select l.relay, l.edition from RelayRecipients l", Object[].class).setFlushMode(FlushModeType.COMMIT).getResultList()) {
            long id = (Long) row[0];
            long edition = (Long) row[1];
            var old = before.get(id);
            editions.put(id, old != null && old.number == edition ? old : new Edition(edition, addresses(id).lines().collect(Collectors.toCollection(HashSet::new))));
        }
        var byName = new HashMap<String, RelayDomain>();
        for (var row : rows) {
            var plan = row.plan("");
            var keys = Optional.ofNullable(editions.get(row.id())).map(Edition::keys).orElse(Set.of());
            var accounts = plan.accounts().stream().map(directory::stored).flatMap(Optional::stream).map(LocalRecipient::account).collect(Collectors.toUnmodifiableSet());
            byName.put(row.name(), new RelayDomain(row.id(), row.name(), plan.target(), plan.tls(), plan.timing(), plan.asking(), keys, AccessList.of(plan.callers()), accounts));
        }
        return new Known(stamp, Map.copyOf(byName), Map.copyOf(editions));
    }
}
