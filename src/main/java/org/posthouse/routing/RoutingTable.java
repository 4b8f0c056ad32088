package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;

/// Reads and replaces the mail routing table, in the caller's transaction. What is wrong is told of the field `entries`.
@ApplicationScoped public class RoutingTable {
    private static final String FIELD = "entries";
    public static final int MOST = 1000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Tables tables;
    @Inject Event<RoutesChanged> changed;

    /// An entry that never decides anything, because one above it always does.
    ///
    /// @param place from 1, as its `above`
    public record Unreachable(int place, RouteEntry entry, int above, RouteEntry by) { }

    /// In their order; without passwords.
    public List<RouteEntry> list() { return stored().stream().map(entry -> new RouteEntry(entry.pattern(), entry.target(), entry.tls(), entry.login(), "", entry.timing())).toList(); }

    public String version() { return Long.toString(tables.version(Tables.Table.ROUTES)); }

    /// With passwords as they are sealed.
    private List<RouteEntry> stored() {
        return ((List<?>) database.createNativeQuery("SELECT pattern, target, tls, login, password, timing FROM route ORDER BY position").getResultList()).stream().map(row -> (Object[]) row)
                .map(row -> new RouteEntry((String) row[0], (String) row[1], Route.Tls.valueOf((String) row[2]), (String) row[3], (String) row[4], Route.Timing.valueOf((String) row[5]))).toList();
    }

    /// @throws Rejected INVALID with every entry that cannot be
    public void replace(List<RouteEntry> wanted) {
        if (wanted.size() > MOST) throw Rejected.invalid(FIELD, "at most {0}", MOST);
        tables.lock(Tables.Table.ROUTES);
        var sealed = new HashMap<String, String>();
        stored().forEach(entry -> sealed.putIfAbsent(holder(entry), entry.password()));
        var faults = new ArrayList<Fault>();
        var checked = new ArrayList<RouteEntry>();
        for (var entry : wanted) {
            try {
                checked.add(checked(entry, sealed));
            } catch (Rejected bad) {
                faults.addAll(bad.faults());
            }
        }
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        database.createNativeQuery("DELETE FROM route").executeUpdate();
        int position = 0;
        for (var entry : checked)
            database.createNativeQuery("INSERT INTO route (position, pattern, target, tls, login, password, timing) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)").setParameter(1, position++).setParameter(2, entry.pattern())
                    .setParameter(3, entry.target()).setParameter(4, entry.tls().name()).setParameter(5, entry.login()).setParameter(6, entry.password()).setParameter(7, entry.timing().name()).executeUpdate();
        tables.touch(Tables.Table.ROUTES);
        changed.fire(new RoutesChanged());
    }

    private RouteEntry checked(RouteEntry entry, Map<String, String> sealed) {
        var pattern = Pattern.read(entry.pattern()).orElseThrow(() -> Rejected.invalid(FIELD, "{0} is no pattern; write *, a domain, or *. and a domain", shown(entry.pattern())));
        var target = Target.read(entry.target()).orElseThrow(() -> Rejected.invalid(FIELD, "{0} is no target; write *, a host, host:port, or [10.1.1.1]", shown(entry.target())));
        var login = entry.login().strip();
        if (login.length() > 255 || login.codePoints().anyMatch(Character::isISOControl)) throw Rejected.invalid(FIELD, "{0} is no sign-in name", shown(login));
        if (entry.password().length() > 500) throw Rejected.invalid(FIELD, "at most {0} characters", 500);
        if (!login.isEmpty() && target.where() instanceof Target.Where.Own) throw Rejected.invalid(FIELD, "{0}: a name and password are for one server, so the target cannot be *", pattern);
        if (!login.isEmpty() && entry.tls() == Route.Tls.NONE) throw Rejected.invalid(FIELD, "{0}: a password never goes out without TLS", pattern);
        var settled = new RouteEntry(pattern.toString(), target.toString(), entry.tls(), login, "", entry.timing());
        var password = login.isEmpty() ? "" : entry.password().isEmpty() ? sealed.getOrDefault(holder(settled), "") : tables.seal(entry.password());
        if (!login.isEmpty() && password.isEmpty()) throw Rejected.invalid(FIELD, "{0}: there is a name but no password", pattern);
        return new RouteEntry(settled.pattern(), settled.target(), settled.tls(), login, password, settled.timing());
    }

    /// To whom a password is given: it stays only as long as that does, or whoever changes the target would be sent it.
    private static String holder(RouteEntry entry) { return entry.target() + "\n" + entry.login(); }

    /// In a table as it is or is to be; lines that cannot be read are left out.
    public static List<Unreachable> unreachable(List<RouteEntry> entries) {
        var found = new ArrayList<Unreachable>();
        for (int i = 0; i < entries.size(); i++) {
            var pattern = Pattern.read(entries.get(i).pattern());
            for (int above = 0; pattern.isPresent() && above < i; above++) {
                if (Pattern.read(entries.get(above).pattern()).filter(earlier -> earlier.covers(pattern.get())).isEmpty()) continue;
                found.add(new Unreachable(i + 1, entries.get(i), above + 1, entries.get(above)));
                break;
            }
        }
        return found;
    }

    private static String shown(String text) { return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"'; }
}
