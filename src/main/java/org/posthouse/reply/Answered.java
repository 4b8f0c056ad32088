package org.posthouse.reply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who was told that somebody is away, and when. Rows in the caller's transaction; what was looked up or written lately is remembered too, which needs none.
@ApplicationScoped public class Answered {
    private static final int REMEMBERED = 100_000;
    private static final int STEP = 1000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;

    private final ConcurrentHashMap<String, Instant> lately = new ConcurrentHashMap<>();

    /// From memory; empty also for what is only in a row.
    Optional<Instant> lately(long account, String sender) { return lately.isEmpty() ? Optional.empty() : Optional.ofNullable(lately.get(account + " " + sender)); }

    /// @param sender key of an address
    Optional<Instant> last(long account, String sender) {
        return database.createNativeQuery("SELECT answered_at FROM answered WHERE account_id = ?1 AND sender = ?2").setParameter(1, account).setParameter(2, hash(sender))
                .getResultStream().findFirst().map(Answered::instant);
    }

    /// @param forget when nobody needs to know any more
    void note(long account, String sender, Instant forget) {
        var now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        var until = LocalDateTime.ofInstant(forget, ZoneOffset.UTC);
        int there = database.createNativeQuery("UPDATE answered SET answered_at = ?1, forget_at = ?2 WHERE account_id = ?3 AND sender = ?4")
                .setParameter(1, now).setParameter(2, until).setParameter(3, account).setParameter(4, hash(sender)).executeUpdate();
        if (there == 0) database.createNativeQuery("INSERT INTO answered (account_id, sender, answered_at, forget_at) VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, account).setParameter(2, hash(sender)).setParameter(3, now).setParameter(4, until).executeUpdate();
    }

    void remember(long account, String sender, Instant at) {
        if (lately.size() >= REMEMBERED) lately.clear();
        lately.put(account + " " + sender, at);
    }

    /// Takes away what nobody needs to know any more.
    ///
    /// @return whether there may be more of it
    public boolean prune() {
        return database.createNativeQuery("DELETE FROM answered WHERE forget_at < ?1 LIMIT " + STEP).setParameter(1, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).executeUpdate() == STEP;
    }

    /// Correspondents are nobody else's business: not even whoever reads the tables learns their addresses.
    private static String hash(String sender) {
        try {
            return HexFormat.of().formatHex(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(sender.getBytes(StandardCharsets.UTF_8)), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant instant(Object column) { return (column instanceof java.sql.Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) column).toInstant(ZoneOffset.UTC); }
}
