package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.account.Directory;
import org.posthouse.account.Reserved;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Ids;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Stamped;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.routing.TypedAliases;

/// Finds, makes and changes lists. [#now] costs nothing while nothing changes and needs no transaction; the rest works in its caller's.
@ApplicationScoped public class Lists {
    /// All of them are held in memory.
    public static final int MOST = 20_000;
    public static final int MOST_NAMES = 20;
    public static final int MOST_OWNERS = 100;
    /// Letters that mean something in what is made of a name stay out of it, and the return path of a member's copy has room beside it (RFC 5321 §4.5.3.1.1).
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,34}[a-z0-9])?");

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;
    @Inject Domains domains;
    @Inject Directory directory;
    @Inject TypedAliases aliases;
    @Inject Ids ids;
    @Inject Clock clock;
    @Inject UnitOfWork work;
    @Inject Event<ListClosed> closed;

    /// All lists at one moment.
    ///
    /// @param version sum of the lists' versions and their number: changes whenever one of them does
    public record Book(String version, Map<Long, ListEntry> byId, Map<String, ListEntry> byName) {
        static final Book EMPTY = new Book("", Map.of(), Map.of());

        public Optional<ListEntry> find(long id) { return Optional.ofNullable(byId.get(id)); }

        /// By one of its names, in any case.
        public Optional<ListEntry> find(Address address) { return Optional.ofNullable(byName.get(address.key())); }

        /// What an address means, if it is one of a list.
        ///
        /// @param address in the domain's own name
        Optional<Place> place(Address address) {
            if (byName.isEmpty()) return Optional.empty();
            for (var meant : ListRole.readings(address.local().toLowerCase(Locale.ROOT))) {
                var list = byName.get(new Address(meant.name(), address.domain()).key());
                if (list != null) return Optional.of(new Place(list, meant.role(), meant.detail()));
            }
            return Optional.empty();
        }

        public boolean any(long domain) { return byId.values().stream().anyMatch(list -> list.domain() == domain); }
    }

    record Place(ListEntry list, ListRole role, String detail) { }

    private final Stamped<Book> known = new Stamped<>(Book.EMPTY);

    public Book now() { return known.now(changes.stamp(), old -> work.look(() -> fresh(old))); }

    private Book fresh(Book old) {
        var row = (Object[]) database.createNativeQuery("SELECT COUNT(*), COALESCE(SUM(version), 0), COALESCE(MAX(id), 0) FROM mailing_list").setFlushMode(FlushModeType.COMMIT).getSingleResult();
        var domainVersion = domains.local().stamp();                     // a domain may have another name
        var version = row[0] + " " + row[1] + " " + row[2] + " " + domainVersion;
        return version.equals(old.version) ? old : read(version);
    }

    private Book read(String version) {
        var names = new HashMap<Long, List<String>>();
        for (var row : rows("SELECT list_id, address FROM list_name ORDER BY list_id, place")) names.computeIfAbsent(((Number) row[0]).longValue(), _ -> new ArrayList<>()).add(local((String) row[1]));
        var owners = new HashMap<Long, List<String>>();
        for (var row : rows("SELECT list_id, address FROM list_owner ORDER BY list_id, place")) owners.computeIfAbsent(((Number) row[0]).longValue(), _ -> new ArrayList<>()).add((String) row[1]);
        var byId = new HashMap<Long, ListEntry>();
        var byName = new HashMap<String, ListEntry>();
        for (var list : database.createQuery("select l from MailingList l", MailingList.class).setFlushMode(FlushModeType.COMMIT).getResultList()) {
            var domain = domains.local().find(list.domain()).map(LocalDomain::name);
            if (domain.isEmpty()) continue;
            var entry = new ListEntry(list.id(), list.domain(), new Address(list.name(), domain.get()), names.getOrDefault(list.id(), List.of(list.name())), owners.getOrDefault(list.id(), List.of()), list.plan());
            byId.put(list.id(), entry);
            entry.names().forEach(name -> byName.put(new Address(name, domain.get()).key(), entry));
        }
        return new Book(version, Map.copyOf(byId), Map.copyOf(byName));
    }

    private List<Object[]> rows(String select) { return ((List<?>) database.createNativeQuery(select).setFlushMode(FlushModeType.COMMIT).getResultList()).stream().map(row -> (Object[]) row).toList(); }

    private static String local(String key) { return key.substring(0, key.lastIndexOf('@')); }

    /// The domain of this house that an address is in.
    public Optional<LocalDomain> domain(Address address) { return domains.local().find(address.domainKey()); }

    /// Its local parts as they are stored, the first one first.
    public List<String> names(long list) {
        return ((List<?>) database.createNativeQuery("SELECT address FROM list_name WHERE list_id = ?1 ORDER BY place").setParameter(1, list).getResultList()).stream().map(address -> local((String) address)).toList();
    }

    /// Name of a domain of the house; empty when it is gone.
    public String domain(long id) { return domains.local().find(id).map(LocalDomain::name).orElse(""); }

    public Optional<MailingList> find(long id) { return Optional.ofNullable(database.find(MailingList.class, id)); }

    /// @param typed  its address, in a domain of this house
    /// @param names  other local parts of the same domain
    /// @param owners addresses
    /// @throws Rejected INVALID, CONFLICT `address`; INVALID `names`, `owners`
    public MailingList add(String typed, List<String> names, List<String> owners, Plan plan) {
        var address = Addresses.read(typed).orElseThrow(() -> Rejected.invalid("address", "{0} is not an address", shown(typed)));
        var domain = domains.local().find(address.domainKey()).orElseThrow(() -> Rejected.invalid("address", "{0} is in no domain of this house", shown(typed)));
        if (((Number) database.createQuery("select count(l) from MailingList l").getSingleResult()).longValue() >= MOST) throw Rejected.conflict("address", "at most {0}", MOST);
        var list = new MailingList(ids.next(), domain.id(), address.local().toLowerCase(Locale.ROOT), clock.instant());
        list.settle(checked(plan), owners("owners", owners));
        name(list, domain, names);
        database.persist(list);
        database.flush();
        changes.touch();
        return list;
    }

    /// @throws Rejected as [#add]
    public void change(MailingList list, List<String> names, List<String> owners, Plan plan) {
        var domain = domains.local().find(list.domain()).orElseThrow(() -> Rejected.absent("key", "there is no such domain"));
        list.settle(checked(plan), owners("owners", owners));
        name(list, domain, names);
        database.lock(list, jakarta.persistence.LockModeType.OPTIMISTIC_FORCE_INCREMENT);
        database.flush();
        changes.touch();
    }

    /// What its owners decide; names and owners stay.
    public void change(MailingList list, Plan plan) {
        list.settle(checked(plan), list.owners());
        database.flush();
        changes.touch();
    }

    /// With its members. What else hangs on it is taken away by those who observe [ListClosed].
    public void remove(MailingList list) {
        closed.fire(new ListClosed(list.id()));
        database.createQuery("delete from Member m where m.list = :list").setParameter("list", list.id()).executeUpdate();
        database.createNativeQuery("DELETE FROM list_name WHERE list_id = ?1").setParameter(1, list.id()).executeUpdate();
        database.remove(list);
        database.flush();
        changes.touch();
    }

    /// The number that the list's next post gets; nobody else has it before the caller's transaction has ended with [#taken].
    public long number(long list) { return ((Number) database.createNativeQuery("SELECT next_number FROM mailing_list WHERE id = ?1").setParameter(1, list).getSingleResult()).longValue(); }

    /// @return false when the number went to another post meanwhile: nothing of the transaction may be committed
    public boolean taken(long list, long number) {
        return database.createNativeQuery("UPDATE mailing_list SET next_number = next_number + 1 WHERE id = ?1 AND next_number = ?2").setParameter(1, list).setParameter(2, number).executeUpdate() == 1;
    }

    /// For an archive that is brought along: the next post's number is beyond all of it.
    public void numberedFrom(long list, long next) {
        database.createNativeQuery("UPDATE mailing_list SET next_number = ?2 WHERE id = ?1 AND next_number < ?2").setParameter(1, list).setParameter(2, next).executeUpdate();
    }

    /// What somebody is to a list by the addresses they have.
    ///
    /// @param keys in one spelling
    public Standing standing(ListEntry list, Collection<String> keys) {
        if (keys.stream().anyMatch(list::ownedBy)) return Standing.OWNER;
        if (keys.isEmpty()) return Standing.STRANGER;
        boolean member = !database.createQuery("select m.id from Member m where m.list = :list and m.key in :keys and m.state <> :left", Long.class)
                .setParameter("list", list.id()).setParameter("keys", keys).setParameter("left", Member.State.LEFT).setMaxResults(1).getResultList().isEmpty();
        return member ? Standing.MEMBER : Standing.STRANGER;
    }

    private static Plan checked(Plan plan) {
        if (plan.title().length() > 200) throw Rejected.invalid("title", "at most {0} characters", 200);
        if (plan.about().length() > 20_000) throw Rejected.invalid("about", "at most {0} characters", 20_000);
        return plan;
    }

    private void name(MailingList list, LocalDomain domain, List<String> others) {
        var names = new LinkedHashSet<String>();
        names.add(list.name());
        others.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        if (names.size() > MOST_NAMES) throw Rejected.invalid("names", "at most {0}", MOST_NAMES);
        database.createNativeQuery("DELETE FROM list_name WHERE list_id = ?1").setParameter(1, list.id()).executeUpdate();
        int place = 0;
        for (var name : names) {
            var field = place == 0 ? "address" : "names";
            free(field, name, domain);
            database.createNativeQuery("INSERT INTO list_name (address, list_id, place) VALUES (?1, ?2, ?3)")
                    .setParameter(1, new Address(name, domain.name()).key()).setParameter(2, list.id()).setParameter(3, place++).executeUpdate();
        }
    }

    /// Nobody else has an address that a list of this name would have.
    private void free(String field, String name, LocalDomain domain) {
        if (!NAME.matcher(name).matches() || name.contains("..")) throw Rejected.invalid(field, "{0} cannot be a list''s name: letters, digits, dots and hyphens, at most 36", shown(name));
        if (name.equals(ListRole.MANAGER_NAME) || Reserved.of(name).isPresent()) throw Rejected.conflict(field, "{0} is reserved for the house", name);
        for (var local : ListRole.locals(name)) {
            var address = new Address(local, domain.name());
            if (directory.account(address).isPresent()) throw Rejected.conflict(field, "{0} is an account''s address", address);
            if (aliases.exists(address)) throw Rejected.conflict(field, "{0} is an alias already", address);
        }
        for (var meant : ListRole.readings(name)) if (named(new Address(meant.name(), domain.name()))) throw Rejected.conflict(field, "{0} belongs to a list already", new Address(name, domain.name()));
        for (var local : ListRole.locals(name)) if (named(new Address(local, domain.name()))) throw Rejected.conflict(field, "{0} belongs to a list already", new Address(local, domain.name()));
    }

    private boolean named(Address address) { return !database.createNativeQuery("SELECT list_id FROM list_name WHERE address = ?1").setParameter(1, address.key()).getResultList().isEmpty(); }

    private static List<String> owners(String field, List<String> typed) {
        if (typed.size() > MOST_OWNERS) throw Rejected.invalid(field, "at most {0}", MOST_OWNERS);
        var keys = new LinkedHashSet<String>();
        for (var text : typed) keys.add(Addresses.read(text).orElseThrow(() -> Rejected.invalid(field, "{0} is not an address", shown(text))).key());
        if (keys.isEmpty()) throw Rejected.invalid(field, "a list has at least one owner");
        return List.copyOf(keys);
    }

    private static String shown(String text) { return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"'; }
}
