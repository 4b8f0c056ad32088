package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.posthouse.domain.Ids;
import org.posthouse.mailbox.LiveRecords;
import org.posthouse.mailbox.Segments;
import org.posthouse.queue.ReportLine.Group;
import org.posthouse.queue.ReportLine.Kind;
import org.posthouse.store.RecordId;

/// The table of what is to be told. In the caller's transaction.
@ApplicationScoped class ReportLines implements LiveRecords {
    private static final String COLUMNS = "id, delivery, kind, segment, record, reader, trouble, recipient, original, orcpt, host, code, enhanced, text, attempted, until_at";
    private static final Kind[] KINDS = Kind.values();
    private static final int PRUNED_AT_ONCE = 1000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Ids ids;
    @Inject Clock clock;

    /// Lines that wait for others of their message.
    ///
    /// @param oldest when the first of them came
    /// @param newest when the last of them came
    record Waiting(Group group, long lines, Instant oldest, Instant newest) { }

    /// Passes over what is there already, told or not.
    void add(List<ReportLine> lines) {
        var there = new HashSet<List<Object>>();
        for (var each : database.createNativeQuery("SELECT delivery, kind FROM report_line WHERE delivery IN (:deliveries)").setParameter("deliveries", lines.stream().map(ReportLine::delivery).toList()).getResultList()) {
            var row = (Object[]) each;
            there.add(List.of(((Number) row[0]).longValue(), KINDS[((Number) row[1]).intValue()]));
        }
        for (var line : lines) if (there.add(List.of(line.delivery(), line.kind()))) insert(line);
    }

    private void insert(ReportLine line) {
        var remark = line.remark();
        var values = new Object[] {ids.next(), line.delivery(), line.kind().ordinal(), Segments.octets(line.record().segment()), line.record().number(), line.reader(), line.trouble().name(), line.recipient(),
                line.original(), line.orcpt(), cut(remark.host(), 255), remark.code(), cut(remark.enhanced(), 16), remark.text(), time(line.attempted()), time(line.until()), time(clock.instant()), 0L, false};
        var insert = database.createNativeQuery("INSERT INTO report_line (" + COLUMNS + ", noted, batch, sent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)");
        for (int i = 0; i < values.length; i++) insert.setParameter(i + 1, values[i]);
        insert.executeUpdate();
    }

    /// What no batch has taken, the oldest first.
    List<Waiting> waiting(int most) {
        var waiting = new ArrayList<Waiting>();
        for (var each : database.createNativeQuery("SELECT segment, record, reader, kind, COUNT(*), MIN(noted), MAX(noted) FROM report_line WHERE sent = FALSE AND batch = 0 GROUP BY segment, record, reader, kind ORDER BY MIN(noted)")
                .setMaxResults(most).getResultList()) {
            var row = (Object[]) each;
            var group = new Group(record(row[0], row[1]), (String) row[2], KINDS[number(row[3])]);
            waiting.add(new Waiting(group, ((Number) row[4]).longValue(), instant(row[5]), instant(row[6])));
        }
        return waiting;
    }

    /// Puts the lines of a group into a batch of their own; which lines those are does not change any more.
    void take(Group group, int most) {
        var lines = database.createNativeQuery("SELECT id FROM report_line WHERE segment = ?1 AND record = ?2 AND reader = ?3 AND kind = ?4 AND sent = FALSE AND batch = 0 ORDER BY id").setParameter(1, Segments.octets(group.record().segment()))
                .setParameter(2, group.record().number()).setParameter(3, group.reader()).setParameter(4, group.kind().ordinal()).setMaxResults(most).getResultList();
        if (!lines.isEmpty()) database.createNativeQuery("UPDATE report_line SET batch = :batch WHERE id IN (:lines) AND batch = 0").setParameter("batch", ids.next()).setParameter("lines", lines).executeUpdate();
    }

    /// Batches that are not known to be told.
    List<Long> batches(int most) {
        return ((List<?>) database.createNativeQuery("SELECT DISTINCT batch FROM report_line WHERE sent = FALSE AND batch > 0 ORDER BY batch").setMaxResults(most).getResultList()).stream().map(batch -> ((Number) batch).longValue()).toList();
    }

    List<ReportLine> of(long batch) {
        var lines = new ArrayList<ReportLine>();
        for (var each : database.createNativeQuery("SELECT " + COLUMNS + " FROM report_line WHERE sent = FALSE AND batch = ?1 ORDER BY id").setParameter(1, batch).getResultList()) {
            var row = (Object[]) each;
            lines.add(new ReportLine(((Number) row[0]).longValue(), ((Number) row[1]).longValue(), KINDS[number(row[2])], record(row[3], row[4]), (String) row[5], Trouble.valueOf((String) row[6]), (String) row[7], (String) row[8],
                    (String) row[9], new Remark((String) row[10], number(row[11]), (String) row[12], (String) row[13], ""), instant(row[14]), instant(row[15])));
        }
        return lines;
    }

    void told(List<Long> batches) { database.createNativeQuery("UPDATE report_line SET sent = TRUE WHERE sent = FALSE AND batch IN (:batches)").setParameter("batches", batches).executeUpdate(); }

    /// @return lines that are gone now
    int prune(Duration kept) {
        var old = database.createNativeQuery("SELECT id FROM report_line WHERE sent = TRUE AND noted < ?1").setParameter(1, time(clock.instant().minus(kept))).setMaxResults(PRUNED_AT_ONCE).getResultList();
        return old.isEmpty() ? 0 : database.createNativeQuery("DELETE FROM report_line WHERE id IN (:lines)").setParameter("lines", old).executeUpdate();
    }

    /// What is to be told of is needed until then.
    @Override public BitSet live(UUID segment, int records) {
        var live = new BitSet(records);
        for (var record : database.createNativeQuery("SELECT DISTINCT record FROM report_line WHERE segment = ?1 AND sent = FALSE").setParameter(1, Segments.octets(segment)).getResultList()) live.set(number(record));
        return live;
    }

    private static RecordId record(Object segment, Object number) { return new RecordId(Segments.uuid((byte[]) segment), number(number)); }

    private static int number(Object column) { return ((Number) column).intValue(); }

    private static LocalDateTime time(Instant instant) { return LocalDateTime.ofInstant(instant, ZoneOffset.UTC); }

    private static Instant instant(Object column) { return (column instanceof Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) column).toInstant(ZoneOffset.UTC); }

    private static String cut(String text, int most) { return text.length() > most ? text.substring(0, most) : text; }
}
