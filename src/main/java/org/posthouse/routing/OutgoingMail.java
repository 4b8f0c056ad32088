package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.InetAddress;
import java.util.List;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Rejected;

/// How mail of each domain leaves, in the caller's transaction.
@ApplicationScoped public class OutgoingMail {
    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Tables tables;

    public Outgoing of(Domain domain) {
        return ((List<?>) database.createNativeQuery("SELECT source4, source6, rewrites FROM domain_outgoing WHERE domain_id = ?1").setParameter(1, domain.id()).getResultList()).stream().map(row -> (Object[]) row)
                .map(row -> new Outgoing((String) row[0], (String) row[1], (Boolean) row[2])).findFirst().orElse(Outgoing.USUAL);
    }

    public String version() { return Long.toString(tables.version(Tables.Table.OUTGOING)); }

    /// @throws Rejected INVALID `source4` or `source6`
    public void change(Domain domain, Outgoing wanted) {
        var outgoing = new Outgoing(source("source4", wanted.source4(), 4), source("source6", wanted.source6(), 16), wanted.rewrites());
        database.createNativeQuery("DELETE FROM domain_outgoing WHERE domain_id = ?1").setParameter(1, domain.id()).executeUpdate();
        if (!outgoing.equals(Outgoing.USUAL))
            database.createNativeQuery("INSERT INTO domain_outgoing (domain_id, source4, source6, rewrites) VALUES (?1, ?2, ?3, ?4)").setParameter(1, domain.id()).setParameter(2, outgoing.source4())
                    .setParameter(3, outgoing.source6()).setParameter(4, outgoing.rewrites()).executeUpdate();
        tables.touch(Tables.Table.OUTGOING);
    }

    /// In the one spelling of an address of a machine; which addresses this one has changes with its cables, so that is not asked here.
    private static String source(String field, String typed, int octets) {
        var text = typed.strip();
        if (text.isEmpty()) return "";
        try {
            var address = InetAddress.ofLiteral(text);
            if (address.getAddress().length == octets && !address.isAnyLocalAddress() && !address.isMulticastAddress() && text.indexOf('%') < 0) return address.getHostAddress();
        } catch (IllegalArgumentException notLiteral) {
            // told below
        }
        throw Rejected.invalid(field, octets == 4 ? "{0} is no IPv4 address" : "{0} is no IPv6 address", '"' + (text.length() > 80 ? text.substring(0, 80) : text) + '"');
    }
}
