package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.store.RecordId;

/// Mail that is older than its account or the account's domain keeps it. In the caller's transaction.
@ApplicationScoped public class Expiry {
    /// Messages to a transaction.
    public static final int STEP = 500;
    private static final String DAYS = "CASE WHEN a.expiry_days > 0 THEN a.expiry_days ELSE COALESCE(d.expiry_days, 0) END";

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Messages messages;
    @Inject Clock clock;

    /// A folder in which mail does not stay for ever.
    public record Ageing(long folder, long account, int days) { }

    /// What was thrown away in one step.
    public record Gone(List<RecordId> records, long octets) { }

    public List<Ageing> all() {
        return ((List<?>) database.createNativeQuery("SELECT f.id, f.owner_id, " + DAYS + " FROM folder f JOIN account a ON a.id = f.owner_id LEFT JOIN domain d ON d.id = a.domain_id"
                + " WHERE f.owner_kind = 'ACCOUNT' AND f.messages > 0 AND " + DAYS + " > 0 ORDER BY f.owner_id, f.id").getResultList()).stream().map(each -> {
                    var row = (Object[]) each;
                    return new Ageing(((Number) row[0]).longValue(), ((Number) row[1]).longValue(), ((Number) row[2]).intValue());
                }).toList();
    }

    /// Throws away up to [#STEP] messages of a folder that are too old, by the day they came.
    public Gone step(Ageing folder) {
        var before = LocalDateTime.ofInstant(clock.instant().minus(Duration.ofDays(folder.days())), ZoneOffset.UTC);
        var uids = new ArrayList<Long>();
        var records = new ArrayList<RecordId>();
        long octets = 0;
        for (var each : database.createNativeQuery("SELECT uid, octets, segment, record FROM message WHERE folder_id = ?1 AND internal_date < ?2 ORDER BY uid LIMIT " + STEP)
                .setParameter(1, folder.folder()).setParameter(2, before).getResultList()) {
            var row = (Object[]) each;
            uids.add(((Number) row[0]).longValue());
            octets += ((Number) row[1]).longValue();
            var segment = ByteBuffer.wrap((byte[]) row[2]);
            records.add(new RecordId(new java.util.UUID(segment.getLong(), segment.getLong()), ((Number) row[3]).intValue()));
        }
        messages.expunge(folder.folder(), uids);
        return new Gone(records, octets);
    }
}
