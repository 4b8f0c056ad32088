package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.posthouse.list.ListClosed;
import org.posthouse.security.Fingerprint;

/// How many posts an author has sent to a list on each day (of UTC), whatever became of them. Mail that only says to be by somebody counts apart, for each host it comes from, so that a forger uses up nobody else's
/// day. In the caller's transaction.
@ApplicationScoped public class Submissions {
    private static final int STEP = 1000;
    private static final int LONGEST = 320;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;

    int today(Post post) {
        var found = database.createNativeQuery("SELECT posts FROM list_submission WHERE list_id = ?1 AND address_key = ?2 AND submitted_on = ?3").setParameter(1, post.list().id()).setParameter(2, key(post)).setParameter(3, day()).getResultList();
        return found.isEmpty() ? 0 : ((Number) found.getFirst()).intValue();
    }

    void count(Post post) {
        long list = post.list().id();
        var key = key(post);
        int changed = database.createNativeQuery("UPDATE list_submission SET posts = posts + 1 WHERE list_id = ?1 AND address_key = ?2 AND submitted_on = ?3").setParameter(1, list).setParameter(2, key).setParameter(3, day()).executeUpdate();
        if (changed == 0) database.createNativeQuery("INSERT INTO list_submission (list_id, address_key, submitted_on, posts) VALUES (?1, ?2, ?3, 1)").setParameter(1, list).setParameter(2, key).setParameter(3, day()).executeUpdate();
    }

    private static String key(Post post) {
        var author = post.author().orElseThrow().key();
        if (post.proven()) return author;
        var host = post.envelope().trace().map(trace -> trace.client().getAddress().getHostAddress()).orElse("");
        var key = host + " " + author;
        return key.length() <= LONGEST ? key : Fingerprint.of(key);
    }

    /// Forgets the days before.
    ///
    /// @return whether there may be more to forget
    public boolean prune() { return database.createNativeQuery("DELETE FROM list_submission WHERE submitted_on < ?1 LIMIT " + STEP).setParameter(1, day()).executeUpdate() == STEP; }

    private int day() { return (int) LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay(); }

    void closed(@Observes ListClosed event) { database.createNativeQuery("DELETE FROM list_submission WHERE list_id = ?1").setParameter(1, event.list()).executeUpdate(); }
}
