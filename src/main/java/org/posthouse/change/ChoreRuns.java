package org.posthouse.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of each chore of housekeeping the last time, over restarts. In the caller's transaction.
@ApplicationScoped public class ChoreRuns {
    @PersistenceContext(unitName = "posthouse") EntityManager database;

    /// @param result how much it did; empty when it failed
    public record Ran(Instant ended, Duration took, Optional<Long> result) { }

    public Map<String, Ran> all() {
        var all = new HashMap<String, Ran>();
        for (var each : (List<?>) database.createNativeQuery("SELECT name, ended, took_millis, failed, result FROM chore_run").getResultList()) {
            var row = (Object[]) each;
            boolean failed = ((Number) row[3]).intValue() != 0;
            all.put((String) row[0], new Ran(instant(row[1]), Duration.ofMillis(((Number) row[2]).longValue()), failed ? Optional.empty() : Optional.of(((Number) row[4]).longValue())));
        }
        return all;
    }

    private static Instant instant(Object column) { return (column instanceof java.sql.Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) column).toInstant(ZoneOffset.UTC); }

    public void note(String name, Ran ran) {
        database.createNativeQuery("DELETE FROM chore_run WHERE name = ?1").setParameter(1, name).executeUpdate();
        database.createNativeQuery("INSERT INTO chore_run (name, ended, took_millis, failed, result) VALUES (?1, ?2, ?3, ?4, ?5)").setParameter(1, name)
                .setParameter(2, LocalDateTime.ofInstant(ran.ended(), ZoneOffset.UTC)).setParameter(3, ran.took().toMillis()).setParameter(4, ran.result().isPresent() ? 0 : 1).setParameter(5, ran.result().orElse(0L)).executeUpdate();
    }
}
