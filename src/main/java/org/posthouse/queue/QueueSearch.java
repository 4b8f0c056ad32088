package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.database.Database;
import org.posthouse.mailbox.Segments;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.QueueQuery.Sort;

/// What lies in the queue, for people who look. Counts stop at a bound; rows are found by ids first, because they are wide. What leaves at this moment stands in a table of its own, small as a shelf: it is shown, and nothing can be done
/// with it. In the caller's transaction.
@ApplicationScoped public class QueueSearch {
    /// More than this are not counted, and not paged through.
    public static final int MOST_COUNTED = 10_000;
    /// Deliveries that one action takes.
    public static final int MOST_CHOSEN = 200_000;
    /// Upper ends of the columns of [#ages], in minutes.
    public static final List<Integer> AGES = List.of(5, 10, 20, 40, 80, 160, 320, 640, 1280);
    private static final int MOST_DOMAINS = 100;

    @Inject Database database;
    @Inject Clock clock;

    /// @param total at most [#MOST_COUNTED]
    /// @param more  there are more than that
    public record Page(List<Delivery> items, long total, boolean more) { }

    /// Mail to a domain by how long it has been here.
    ///
    /// @param counts in each of the columns of [#AGES], and what is older
    public record Age(String domain, long total, List<Long> counts) { }

    /// @param domains   those with the most, at most a hundred
    /// @param all       of them together with the others
    public record Ages(List<Age> domains, Age all, boolean more) { }

    private record Condition(String sql, List<Object> values) { }

    private interface Look<T> { T at(PreparedStatement statement) throws SQLException; }

    public Page page(QueueQuery query, int first, int size) {
        var condition = condition(query);
        long leaving = count("delivery_shelf", condition.sql, condition.values);
        long total = Math.min(MOST_COUNTED + 1, leaving + count("delivery", condition.sql, condition.values));
        var ids = total <= first ? List.<Long>of() : leaving > 0 ? both(condition, query.sort(), first, size)
                : ask("SELECT id FROM delivery WHERE " + condition.sql + order(query.sort()) + " LIMIT " + size + " OFFSET " + first, condition.values, QueueSearch::numbers);
        return new Page(whole(ids), Math.min(total, MOST_COUNTED), total > MOST_COUNTED);
    }

    private long count(String table, String condition, List<Object> values) {
        return ask("SELECT COUNT(*) FROM (SELECT id FROM " + table + " WHERE " + condition + " LIMIT " + (MOST_COUNTED + 1) + ") counted", values, QueueSearch::one);
    }

    /// A page of both tables, each of which is asked no further than to its end.
    private List<Long> both(Condition condition, Sort sort, int first, int size) {
        var part = "(SELECT id, arrived, next_attempt, octets, domain FROM %s WHERE " + condition.sql + order(sort) + " LIMIT " + (first + size) + ")";
        var values = new ArrayList<>(condition.values);
        values.addAll(condition.values);
        return ask("SELECT id FROM (" + part.formatted("delivery") + " UNION ALL " + part.formatted("delivery_shelf") + ") found" + order(sort) + " LIMIT " + size + " OFFSET " + first, values, QueueSearch::numbers);
    }

    /// Those that the query finds now, in order of ids; for an action on exactly these.
    public List<Long> ids(QueueQuery query) {
        var condition = condition(query);
        return ask("SELECT id FROM delivery WHERE " + condition.sql + " ORDER BY id LIMIT " + MOST_CHOSEN, condition.values, QueueSearch::numbers);
    }

    /// Those of some ids that are there and within their domains.
    public List<Long> among(List<Long> ids, Optional<List<String>> within) {
        if (ids.isEmpty()) return List.of();
        var condition = condition(QueueQuery.ALL.within(within));
        var values = new ArrayList<Object>(ids);
        values.addAll(condition.values);
        return ask("SELECT id FROM delivery WHERE id IN (" + marks(ids.size()) + ") AND " + condition.sql + " ORDER BY id", values, QueueSearch::numbers);
    }

    public Optional<Delivery> find(long id) { return whole(List.of(id)).stream().findFirst(); }

    /// Rows by their ids, in that order; what is gone is missing.
    public List<Delivery> whole(List<Long> ids) {
        if (ids.isEmpty()) return List.of();
        var found = new HashMap<Long, Delivery>();
        for (var table : List.of("delivery_shelf", "delivery"))
            for (var delivery : ask("SELECT " + Rows.COLUMNS + " FROM " + table + " WHERE id IN (" + marks(ids.size()) + ")", List.copyOf(ids), Rows::list)) found.put(delivery.id(), delivery);
        return ids.stream().map(found::get).filter(java.util.Objects::nonNull).toList();
    }

    /// How many are in each state, each at most [#MOST_COUNTED] and one more.
    public Map<State, Long> states(Optional<List<String>> within) {
        var states = new EnumMap<State, Long>(State.class);
        for (var state : State.values()) {
            var condition = condition(QueueQuery.ALL.within(within).state(Optional.of(state)));
            states.put(state, count("delivery", condition.sql, condition.values) + (state == State.TRYING ? count("delivery_shelf", condition.sql, condition.values) : 0));
        }
        return states;
    }

    /// How many have been tried and wait for longer than that.
    public long late(Duration than, Optional<List<String>> within) {
        var condition = condition(new QueueQuery("", "", "", Optional.of(State.WAITING), "", than, 0, Optional.empty(), within, Sort.OLDEST));
        return count("delivery", condition.sql + " AND attempts > 0", condition.values);
    }

    /// When the oldest that still waits came.
    public Optional<Instant> oldest() {
        return ask("SELECT MIN(arrived) FROM delivery WHERE state = " + State.WAITING.ordinal(), List.of(), statement -> {
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getObject(1) != null ? Optional.of(Rows.time(rows, 1)) : Optional.empty();
            }
        });
    }

    /// Of what does not leave at this moment.
    public Ages ages(Optional<List<String>> within) {
        var condition = condition(QueueQuery.ALL.within(within));
        var now = clock.instant();
        var columns = new StringBuilder();
        var values = new ArrayList<Object>();
        for (int minutes : AGES) {
            columns.append(", SUM(CASE WHEN arrived > ? THEN 1 ELSE 0 END)");
            values.add(Rows.time(now.minus(Duration.ofMinutes(minutes))));
        }
        values.addAll(condition.values);
        var where = " FROM delivery WHERE " + condition.sql;
        var domains = ask("SELECT domain, COUNT(*)" + columns + where + " GROUP BY domain ORDER BY 2 DESC, domain LIMIT " + (MOST_DOMAINS + 1), values, QueueSearch::ages);
        var all = ask("SELECT '', COUNT(*)" + columns + where, values, QueueSearch::ages);
        return new Ages(domains.stream().limit(MOST_DOMAINS).toList(), all.getFirst(), domains.size() > MOST_DOMAINS);
    }

    private static List<Age> ages(PreparedStatement statement) throws SQLException {
        var ages = new ArrayList<Age>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                var counts = new ArrayList<Long>();
                long before = 0;
                for (int i = 0; i < AGES.size(); i++) {
                    long upTo = rows.getLong(3 + i);
                    counts.add(upTo - before);
                    before = upTo;
                }
                counts.add(rows.getLong(2) - before);
                ages.add(new Age(rows.getString(1), rows.getLong(2), counts));
            }
        }
        return ages;
    }

    private static String order(Sort sort) {
        return switch (sort) {
            case OLDEST -> " ORDER BY arrived, id";
            case NEWEST -> " ORDER BY arrived DESC, id DESC";
            case NEXT -> " ORDER BY next_attempt, id";
            case LARGEST -> " ORDER BY octets DESC, id";
            case DOMAIN -> " ORDER BY domain, id";
        };
    }

    private Condition condition(QueueQuery query) {
        var sql = new ArrayList<String>(List.of("1 = 1"));
        var values = new ArrayList<Object>();
        query.record().ifPresent(record -> {
            sql.add("segment = ? AND record = ?");
            values.add(Segments.octets(record.segment()));
            values.add(record.number());
        });
        query.state().ifPresent(state -> sql.add("state = " + state.ordinal()));
        if (query.domain().startsWith("*.")) like(sql, values, "domain LIKE ? ESCAPE '!'", "%" + escaped(query.domain().substring(1)));
        else if (!query.domain().isEmpty()) like(sql, values, "domain = ?", query.domain());
        if (query.sender().equals("<>")) sql.add("sender = ''");
        else if (!query.sender().isEmpty()) like(sql, values, "LOWER(sender) LIKE ? ESCAPE '!'", part(query.sender()));
        if (!query.recipient().isEmpty()) {
            like(sql, values, "(LOWER(recipient) LIKE ? ESCAPE '!' OR LOWER(original) LIKE ? ESCAPE '!')", part(query.recipient()));
            values.add(part(query.recipient()));
        }
        if (!query.reason().isEmpty()) {
            like(sql, values, "(LOWER(last_text) LIKE ? ESCAPE '!' OR LOWER(hold) LIKE ? ESCAPE '!' OR LOWER(last_host) LIKE ? ESCAPE '!')", part(query.reason()));
            values.add(part(query.reason()));
            values.add(part(query.reason()));
        }
        if (query.older().isPositive()) like(sql, values, "arrived < ?", Rows.time(clock.instant().minus(query.older())));
        if (query.octets() > 0) like(sql, values, "octets > ?", query.octets());
        query.within().ifPresent(domains -> within(domains, sql, values));
        return new Condition(String.join(" AND ", sql), values);
    }

    /// To a domain, or to an address in it that led elsewhere, or from it; but where somebody else's address led is not the sender's to know.
    private static void within(List<String> domains, List<String> sql, List<Object> values) {
        if (domains.isEmpty()) {
            sql.add("1 = 0");
            return;
        }
        var or = new ArrayList<String>(List.of("domain IN (" + marks(domains.size()) + ")"));
        values.addAll(domains);
        for (var domain : domains) {
            or.add("LOWER(sender) LIKE ? ESCAPE '!' AND LOWER(original) = LOWER(recipient) OR LOWER(original) LIKE ? ESCAPE '!'");
            values.add("%@" + escaped(domain));
            values.add("%@" + escaped(domain));
        }
        sql.add("(" + String.join(" OR ", or) + ")");
    }

    private static void like(List<String> sql, List<Object> values, String condition, Object value) {
        sql.add(condition);
        values.add(value);
    }

    private static String part(String text) { return "%" + escaped(text.toLowerCase(java.util.Locale.ROOT)) + "%"; }

    private static String escaped(String text) { return text.replace("!", "!!").replace("%", "!%").replace("_", "!_"); }

    private static String marks(int count) { return "?,".repeat(count - 1) + "?"; }

    private static long one(PreparedStatement statement) throws SQLException { return numbers(statement).getFirst(); }

    private static List<Long> numbers(PreparedStatement statement) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) numbers.add(rows.getLong(1));
        }
        return numbers;
    }

    private <T> T ask(String sql, List<?> values, Look<T> look) {
        try (var connection = database.source().getConnection(); var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) instanceof byte[] octets) statement.setBytes(i + 1, octets);
                else statement.setObject(i + 1, values.get(i));
            }
            return look.at(statement);
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }
}
