package org.posthouse.list.digest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.posthouse.database.Database;
import org.posthouse.domain.Ids;
import org.posthouse.list.Digesting;
import org.posthouse.list.ListClosed;
import org.posthouse.list.Member;
import org.posthouse.list.Published;
import org.posthouse.mailbox.LiveRecords;
import org.posthouse.mailbox.Segments;

/// The posts of each list that wait for its next digest. In the caller's transaction.
@ApplicationScoped public class WaitingPosts implements LiveRecords {
    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Database tables;
    @Inject Ids ids;
    @Inject Clock clock;

    /// What waits for one list.
    ///
    /// @param oldest when its oldest post was published
    record Waiting(long list, long posts, long octets, Instant oldest) { }

    /// Unless the list has no digests at all: what nobody sends would wait for ever.
    void published(@Observes Published event) {
        var plan = event.list().plan().digesting();
        if (plan.every() == Digesting.Every.NONE && plan.messages() == 0 && plan.octets() == 0) return;
        database.persist(new WaitingPost(ids.next(), event.list().id(), event.number(), event.article(), event.octets(), clock.instant()));
    }

    void closed(@Observes ListClosed event) {
        database.createQuery("delete from WaitingPost w where w.list = :list").setParameter("list", event.list()).executeUpdate();
        database.createNativeQuery("DELETE FROM list_digest WHERE list_id = ?1").setParameter(1, event.list()).executeUpdate();
    }

    List<Waiting> all() {
        return database.createQuery("select w.list, count(w), sum(w.octets), min(w.added) from WaitingPost w group by w.list", Object[].class).getResultStream()
                .map(row -> new Waiting((Long) row[0], (Long) row[1], (Long) row[2], (Instant) row[3])).toList();
    }

    /// In the order of their numbers.
    List<WaitingPost> of(long list, int most) {
        return database.createQuery("select w from WaitingPost w where w.list = :list order by w.number", WaitingPost.class).setParameter("list", list).setMaxResults(most).getResultList();
    }

    /// They have had their digest.
    void had(long list, long upToNumber) {
        database.createQuery("delete from WaitingPost w where w.list = :list and w.number <= :number").setParameter("list", list).setParameter("number", upToNumber).executeUpdate();
    }

    boolean wanted(long list, Digesting.Format format) {
        return !database.createQuery("select m.id from Member m where m.list = :list and m.state = :digest and m.format = :format", Long.class)
                .setParameter("list", list).setParameter("digest", Member.State.DIGEST).setParameter("format", format).setMaxResults(1).getResultList().isEmpty();
    }

    /// Of the next digest, from 1.
    long issue(long list) {
        for (var row : database.createNativeQuery("SELECT issue FROM list_digest WHERE list_id = ?1").setParameter(1, list).getResultList()) return ((Number) row).longValue() + 1;
        return 1;
    }

    void issued(long list, long issue) {
        database.createNativeQuery("DELETE FROM list_digest WHERE list_id = ?1").setParameter(1, list).executeUpdate();
        database.createNativeQuery("INSERT INTO list_digest (list_id, issue) VALUES (?1, ?2)").setParameter(1, list).setParameter(2, issue).executeUpdate();
    }

    @Override public BitSet live(UUID segment, int records) {
        var live = new BitSet(records);
        try (var connection = tables.source().getConnection(); var statement = connection.prepareStatement("SELECT record FROM list_waiting_post WHERE segment = ?")) {
            statement.setBytes(1, Segments.octets(segment));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) live.set(rows.getInt(1));
            }
            return live;
        } catch (SQLException failed) {
            throw new IllegalStateException("waiting posts cannot be listed", failed);
        }
    }
}
