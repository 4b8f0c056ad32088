package org.posthouse.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.security.AccessList;
import org.posthouse.security.AccessList.Entry;

/// The networks that may reach the web at all. None lets everybody in; the machine itself is always let in, or nobody could mend a mistake.
@ApplicationScoped public class WebAccess {
    private static final int MOST = 200;

    private record Known(long stamp, List<String> lines, AccessList list) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;

    private volatile Known known = new Known(-1, List.of(), AccessList.EVERYBODY);

    /// Needs no transaction, and asks the database only after a change.
    public boolean admits(InetAddress client) { return client.isLoopbackAddress() || admits(now().list, client); }

    /// Whether these lines would let somebody in.
    public static boolean wouldAdmit(List<String> lines, InetAddress client) { return admits(AccessList.of(lines), client); }

    private static boolean admits(AccessList list, InetAddress client) { return client.isLoopbackAddress() || list.admits(client, _ -> Set.of()); }

    /// As stored, also by the caller's transaction.
    public List<String> networks() { return read(); }

    /// In the caller's transaction.
    ///
    /// @param lines as people write networks
    /// @throws Rejected INVALID with every line that is none
    public void set(String field, List<String> lines) {
        var faults = new ArrayList<Fault>();
        var networks = new ArrayList<String>();
        for (var line : lines) {
            if (AccessList.entry(line).orElse(null) instanceof Entry.Network network) networks.add(network.text());
            else faults.add(new Fault(field, "{0} is no network; write 192.0.2.0/24 or an address", line.length() > 100 ? line.substring(0, 100) : line));
        }
        if (lines.size() > MOST) faults.add(new Fault(field, "at most {0}", MOST));
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        var wanted = networks.stream().distinct().toList();
        if (wanted.equals(read())) return;
        database.createNativeQuery("DELETE FROM web_access").executeUpdate();
        for (int i = 0; i < wanted.size(); i++)
            database.createNativeQuery("INSERT INTO web_access (position, network) VALUES (?1, ?2)").setParameter(1, i).setParameter(2, wanted.get(i)).executeUpdate();
        changes.touch();
    }

    private Known now() {
        long stamp = changes.stamp();
        var at = known;
        if (at.stamp == stamp) return at;
        var lines = read();
        return known = new Known(stamp, lines, AccessList.of(lines));
    }

    private List<String> read() {
        return ((List<?>) database.createNativeQuery("SELECT network FROM web_access ORDER BY position").setFlushMode(FlushModeType.COMMIT).getResultList()).stream().map(String.class::cast).toList();
    }
}
