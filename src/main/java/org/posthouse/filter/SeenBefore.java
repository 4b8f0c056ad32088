package org.posthouse.filter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;

/// What the test `duplicate` of scripts has seen (RFC 7352 §3), as hashes. In the caller's transaction.
@ApplicationScoped public class SeenBefore {
    private static final int STEP = 1000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;

    public boolean seen(long account, String handle, String id) {
        return !database.createNativeQuery("SELECT 1 FROM filter_seen WHERE account_id = ?1 AND mark = ?2 AND forget_at > ?3")
                .setParameter(1, account).setParameter(2, mark(handle, id)).setParameter(3, now()).getResultList().isEmpty();
    }

    public void remember(long account, String handle, String id, long seconds) {
        database.createNativeQuery("DELETE FROM filter_seen WHERE account_id = ?1 AND mark = ?2").setParameter(1, account).setParameter(2, mark(handle, id)).executeUpdate();
        database.createNativeQuery("INSERT INTO filter_seen (account_id, mark, forget_at) VALUES (?1, ?2, ?3)")
                .setParameter(1, account).setParameter(2, mark(handle, id)).setParameter(3, now().plusSeconds(seconds)).executeUpdate();
    }

    /// @return whether there may be more to take away
    public boolean prune() { return database.createNativeQuery("DELETE FROM filter_seen WHERE forget_at < ?1 LIMIT " + STEP).setParameter(1, now()).executeUpdate() == STEP; }

    private LocalDateTime now() { return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC); }

    private static String mark(String handle, String id) {
        try {
            return HexFormat.of().formatHex(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest((handle + "\0" + id).getBytes(StandardCharsets.UTF_8)), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
