package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/// How many messages the store took in each hour. The store counts; this writes down what was added since the last time, so figures may be a minute late and lose a minute when the house dies.
@ApplicationScoped public class MailHours {
    private static final Duration KEPT = Duration.ofDays(400);

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;
    @Inject OpenStore open;

    private long written;                               // of the store's count; guarded by this

    /// In the caller's transaction.
    public synchronized void write() {
        if (!open.isOpen()) return;
        long records = open.get().figures().records();
        if (records < written) written = 0;              // the store was opened again
        if (records == written) return;
        add(clock.instant().truncatedTo(ChronoUnit.HOURS), records - written);
        written = records;
    }

    void add(Instant hour, long accepted) {
        var column = column(hour);
        int there = database.createNativeQuery("UPDATE mail_hour SET accepted = accepted + ?1 WHERE hour_of = ?2").setParameter(1, accepted).setParameter(2, column).executeUpdate();
        if (there > 0) return;
        database.createNativeQuery("INSERT INTO mail_hour (hour_of, accepted) VALUES (?1, ?2)").setParameter(1, column).setParameter(2, accepted).executeUpdate();
        database.createNativeQuery("DELETE FROM mail_hour WHERE hour_of < ?1").setParameter(1, column(hour.minus(KEPT))).executeUpdate();
    }

    /// Hours without mail are missing.
    public Map<Instant, Long> since(Instant from) {
        var hours = new TreeMap<Instant, Long>();
        for (var each : database.createNativeQuery("SELECT hour_of, accepted FROM mail_hour WHERE hour_of >= ?1").setParameter(1, column(from)).getResultList()) {
            var row = (Object[]) each;
            hours.put(instant(row[0]), ((Number) row[1]).longValue());
        }
        return hours;
    }

    private static LocalDateTime column(Instant instant) { return LocalDateTime.ofInstant(instant, ZoneOffset.UTC); }

    private static Instant instant(Object column) { return (column instanceof java.sql.Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) column).toInstant(ZoneOffset.UTC); }
}
