package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.mime.Address;

/// Reads and replaces the channel aliases, in the caller's transaction. What is wrong is told of the field `aliases`.
@ApplicationScoped public class ChannelAliases {
    private static final String FIELD = "aliases";
    public static final int MOST = 10_000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Tables tables;
    @Inject Routing routing;

    public List<ChannelAlias> list() {
        return ((List<?>) database.createNativeQuery("SELECT incoming, outgoing FROM channel_alias ORDER BY position").getResultList()).stream().map(row -> (Object[]) row)
                .map(row -> new ChannelAlias((String) row[0], (String) row[1])).toList();
    }

    public String version() { return Long.toString(tables.version(Tables.Table.CHANNELS)); }

    /// @throws Rejected INVALID with every line that cannot be
    public void replace(List<ChannelAlias> wanted) {
        if (wanted.size() > MOST) throw Rejected.invalid(FIELD, "at most {0}", MOST);
        var faults = new ArrayList<Fault>();
        var byKey = new LinkedHashMap<String, ChannelAlias>();
        for (var typed : wanted) {
            var in = Addresses.read(typed.in()).map(this::home);
            var out = Addresses.read(typed.out());
            if (in.isEmpty() || typed.in().length() > 300) faults.add(new Fault(FIELD, "{0} is not an address", shown(typed.in())));
            else if (out.isEmpty() || typed.out().length() > 300) faults.add(new Fault(FIELD, "{0} is not an address", shown(typed.out())));
            else if (in.get().key().equals(home(out.get()).key())) faults.add(new Fault(FIELD, "{0} leads to itself", shown(typed.in())));
            else if (byKey.putIfAbsent(in.get().key(), new ChannelAlias(in.get().key(), out.get().toString())) != null) faults.add(new Fault(FIELD, "{0} stands here twice", in.get().key()));
            if (faults.size() >= 10) break;
        }
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        tables.lock(Tables.Table.CHANNELS);
        database.createNativeQuery("DELETE FROM channel_alias").executeUpdate();
        int position = 0;
        for (var alias : byKey.values()) database.createNativeQuery("INSERT INTO channel_alias (position, incoming, outgoing) VALUES (?1, ?2, ?3)")
                .setParameter(1, position++).setParameter(2, alias.in()).setParameter(3, alias.out()).executeUpdate();
        tables.touch(Tables.Table.CHANNELS);
    }

    /// The address by its domain's own name, under which resolvers are asked.
    private Address home(Address address) { return new Address(address.local(), routing.domain(address).map(LocalDomain::name).orElseGet(address::domainKey)); }

    private static String shown(String text) { return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"'; }
}
