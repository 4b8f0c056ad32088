package org.posthouse.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthouse.change.Change.Difference;

/// Writes the history and finds in it.
@ApplicationScoped public class History {
    private static final int MAX_NAME = 255;
    /// Between the items of a list, in a column: no text from a form holds it.
    private static final String BETWEEN = "\u001f";

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;

    /// @param form    only of this form; empty for all
    /// @param account only by this account; 0 for all
    /// @param text    part of a thing's name or of who did it; empty for all
    public record Filter(String form, long account, String text) { }

    /// @param total in all pages
    public record Page(List<Change> items, long total) { }

    /// @param change its number and time are given here
    /// @return with its number
    public Change record(Change change) {
        database.createNativeQuery("UPDATE change_counter SET last = last + 1 WHERE id = 1").executeUpdate();
        long number = ((Number) database.createNativeQuery("SELECT last FROM change_counter WHERE id = 1").getSingleResult()).longValue();
        var now = clock.instant();
        database.createNativeQuery("INSERT INTO change_entry (number, changed, account_id, changed_by, face, client, form, thing_key, thing, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
                .setParameter(1, number).setParameter(2, LocalDateTime.ofInstant(now, ZoneOffset.UTC)).setParameter(3, change.account()).setParameter(4, cut(change.by()))
                .setParameter(5, change.face()).setParameter(6, cut(change.client())).setParameter(7, change.form()).setParameter(8, cut(change.key())).setParameter(9, cut(change.thing()))
                .setParameter(10, change.undoes()).executeUpdate();
        int place = 0;
        for (var one : change.differences())
            database.createNativeQuery("INSERT INTO change_value (number, place, field, was, became, secret) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                    .setParameter(1, number).setParameter(2, place++).setParameter(3, one.field()).setParameter(4, String.join(BETWEEN, one.from()))
                    .setParameter(5, String.join(BETWEEN, one.to())).setParameter(6, one.secret()).executeUpdate();
        return new Change(number, now, change.account(), change.by(), change.face(), change.client(), change.form(), change.key(), change.thing(), change.undoes(), change.differences());
    }

    public Optional<Change> find(long number) { return read("WHERE c.number = ?1", Map.of(1, number), 0, 1).stream().findFirst(); }

    /// Newest first.
    public Page page(Filter filter, int first, int size) {
        var where = new StringBuilder("WHERE 1 = 1");
        var values = new HashMap<Integer, Object>();
        if (!filter.form().isEmpty()) where.append(" AND c.form = ?").append(put(values, filter.form()));
        if (filter.account() != 0) where.append(" AND c.account_id = ?").append(put(values, filter.account()));
        if (!filter.text().isBlank()) {
            int place = put(values, "%" + filter.text().strip().toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
            where.append(" AND (LOWER(c.thing) LIKE ?").append(place).append(" ESCAPE '!' OR LOWER(c.changed_by) LIKE ?").append(place).append(" ESCAPE '!')");
        }
        var count = database.createNativeQuery("SELECT COUNT(*) FROM change_entry c " + where);
        values.forEach(count::setParameter);
        return new Page(read(where.toString(), values, first, size), ((Number) count.getSingleResult()).longValue());
    }

    private static int put(Map<Integer, Object> values, Object value) {
        values.put(values.size() + 1, value);
        return values.size();
    }

    private List<Change> read(String where, Map<Integer, ?> values, int first, int size) {
        var query = database.createNativeQuery("SELECT c.number, c.changed, c.account_id, c.changed_by, c.face, c.client, c.form, c.thing_key, c.thing, c.undoes FROM change_entry c "
                + where + " ORDER BY c.number DESC", Tuple.class).setFirstResult(first).setMaxResults(size);
        values.forEach(query::setParameter);
        var found = new ArrayList<Change>();
        for (var row : query.getResultList()) {
            var r = (Tuple) row;
            long number = ((Number) r.get(0)).longValue();
            found.add(new Change(number, instant(r.get(1)), ((Number) r.get(2)).longValue(), (String) r.get(3), (String) r.get(4), (String) r.get(5), (String) r.get(6), (String) r.get(7), (String) r.get(8),
                    ((Number) r.get(9)).longValue(), differences(number)));
        }
        return found;
    }

    private List<Difference> differences(long number) {
        var rows = database.createNativeQuery("SELECT field, was, became, secret FROM change_value WHERE number = ?1 ORDER BY place", Tuple.class).setParameter(1, number).getResultList();
        var found = new ArrayList<Difference>();
        for (var row : rows) {
            var r = (Tuple) row;
            found.add(new Difference((String) r.get(0), items(r.get(1)), items(r.get(2)), Boolean.TRUE.equals(r.get(3)) || r.get(3) instanceof Number n && n.intValue() == 1));
        }
        return found;
    }

    private static List<String> items(Object column) {
        var text = text(column);
        return text.isEmpty() ? List.of() : List.of(text.split(BETWEEN, -1));
    }

    private static String text(Object column) {
        if (!(column instanceof java.sql.Clob clob)) return column == null ? "" : column.toString();
        try {
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant instant(Object column) {
        return switch (column) {
            case LocalDateTime t -> t.toInstant(ZoneOffset.UTC);
            case Instant i -> i;
            case java.sql.Timestamp t -> t.toLocalDateTime().toInstant(ZoneOffset.UTC);
            default -> throw new IllegalStateException("a time is read as " + column.getClass());
        };
    }

    private static String cut(String text) { return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text; }
}
