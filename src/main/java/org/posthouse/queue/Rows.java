package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.database.Database;
import org.posthouse.mailbox.LiveRecords;
import org.posthouse.mailbox.Segments;
import org.posthouse.mime.Domains;
import org.posthouse.queue.Delivery.State;
import org.posthouse.store.RecordId;

/// The table of deliveries: how rows are written and read, and in what portions. Everything in the caller's transaction.
@ApplicationScoped class Rows implements LiveRecords {
    /// What [#read] reads, in this order.
    static final String COLUMNS = "id, segment, record, number, sender, recipient, original, notifies, orcpt, account, transport, target, destination, state, hold, attempts, arrived, next_attempt, "
            + "delay_reported, octets, last_host, last_code, last_enhanced, last_text, last_tls";
    /// Of every table of deliveries.
    static final String ALL_COLUMNS = COLUMNS + ", domain, prefix";
    private static final Notify[] NOTIFIES = Notify.values();
    private static final State[] STATES = State.values();
    /// Ids in one statement; lists are filled up to one of these lengths with their last id, so that few statements are prepared.
    private static final int[] PORTIONS = {1, 4, 16, 64, 256};

    @Inject Database database;

    record Row(Delivery delivery, byte[] prefix) { }

    /// What names a copy of a record. The same recipient's mail may go to several programs or files; to another server it goes once, whichever way somebody chooses for it.
    record Copy(RecordId record, int number, String recipient, String transport, String target) {
        Copy { target = transport.equals("smtp") ? "" : target; }

        static Copy of(Delivery delivery) { return new Copy(delivery.record(), delivery.number(), delivery.recipient(), delivery.transport(), delivery.target()); }
    }

    /// Without those whose copy is there, or stands in the list already. What is TRYING from the first goes to the shelf's own table.
    ///
    /// @param shelved whether a copy lies there already
    List<Row> add(List<Row> wanted, Predicate<Copy> shelved) {
        try (var connection = database.source().getConnection();
             var known = connection.prepareStatement("SELECT number, recipient, transport, target FROM delivery WHERE segment = ? AND record = ?");
             var insert = connection.prepareStatement("INSERT INTO delivery (" + ALL_COLUMNS + ") VALUES (" + "?,".repeat(26) + "?)");
             var lay = connection.prepareStatement("INSERT INTO delivery_shelf (" + ALL_COLUMNS + ") VALUES (" + "?,".repeat(26) + "?)")) {
            var asked = new HashSet<RecordId>();
            var there = new HashSet<Copy>();
            var added = new ArrayList<Row>();
            for (var row : wanted) {
                var delivery = row.delivery();
                if (asked.add(delivery.record())) there.addAll(copies(known, delivery.record()));
                if (shelved.test(Copy.of(delivery)) || !there.add(Copy.of(delivery))) continue;
                var into = delivery.state() == State.TRYING ? lay : insert;
                write(into, row);
                into.addBatch();
                added.add(row);
            }
            if (added.stream().anyMatch(row -> row.delivery().state() != State.TRYING)) insert.executeBatch();
            if (added.stream().anyMatch(row -> row.delivery().state() == State.TRYING)) lay.executeBatch();
            return added;
        } catch (SQLException failed) {
            throw new Refused(failed);
        }
    }

    /// What has lain on a shelf becomes part of the queue, as it is; what is there already stays there.
    static void unshelve(Connection connection, Collection<Long> ids) throws SQLException {
        for (var portion : portions(ids)) {
            try (var move = connection.prepareStatement("INSERT INTO delivery (" + ALL_COLUMNS + ") SELECT " + ALL_COLUMNS + " FROM delivery_shelf WHERE id IN " + marks(portion));
                 var clear = connection.prepareStatement("DELETE FROM delivery_shelf WHERE id IN " + marks(portion))) {
                ids(move, 0, portion);
                ids(clear, 0, portion);
                if (move.executeUpdate() != clear.executeUpdate()) throw new SQLTransientException("rows were taken by somebody else");
            }
        }
    }

    /// Those of the deliveries that are there in one of these states, kept from others until the transaction ends.
    ///
    /// @param portion of [#portions]
    List<Delivery> lock(List<Long> portion, Set<State> states) {
        var wanted = states.stream().map(state -> Integer.toString(state.ordinal())).collect(Collectors.joining(","));
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("SELECT " + COLUMNS + " FROM delivery WHERE id IN " + marks(portion) + " AND state IN (" + wanted + ") FOR UPDATE")) {
            ids(statement, 0, portion);
            return list(statement);
        } catch (SQLException failed) {
            throw new Refused(failed);
        }
    }

    /// Rows of [#COLUMNS] with `prefix` behind them.
    static List<Row> withPrefix(PreparedStatement statement) throws SQLException {
        var found = new ArrayList<Row>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) found.add(new Row(read(rows), rows.getBytes("prefix")));
        }
        return found;
    }

    static List<Delivery> list(PreparedStatement statement) throws SQLException {
        var found = new ArrayList<Delivery>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) found.add(read(rows));
        }
        return found;
    }

    /// Writes what a person may change of rows that the caller has locked.
    void rewrite(List<Delivery> locked) {
        if (locked.isEmpty()) return;
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("UPDATE delivery SET last_host = ?, last_code = ?, last_enhanced = ?, last_text = ?, last_tls = ?, target = ?, destination = ?, state = ?, hold = ?, next_attempt = ? "
                     + "WHERE id = ?")) {
            for (var delivery : locked) {
                int at = write(statement, 0, delivery.last());
                statement.setString(++at, delivery.target());
                statement.setString(++at, delivery.destination());
                statement.setInt(++at, delivery.state().ordinal());
                statement.setString(++at, cut(delivery.hold(), 400));
                statement.setObject(++at, time(delivery.nextAttempt()));
                statement.setLong(++at, delivery.id());
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException failed) {
            throw new Refused(failed);
        }
    }

    /// Deletes rows that the caller has locked.
    void delete(List<Delivery> locked) {
        try (var connection = database.source().getConnection()) {
            for (var portion : portions(locked.stream().map(Delivery::id).toList())) {
                try (var statement = connection.prepareStatement("DELETE FROM delivery WHERE id IN " + marks(portion))) {
                    ids(statement, 0, portion);
                    statement.executeUpdate();
                }
            }
        } catch (SQLException failed) {
            throw new Refused(failed);
        }
    }

    private static List<Copy> copies(PreparedStatement statement, RecordId record) throws SQLException {
        statement.setBytes(1, Segments.octets(record.segment()));
        statement.setInt(2, record.number());
        var copies = new ArrayList<Copy>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) copies.add(new Copy(record, rows.getInt(1), rows.getString(2), rows.getString(3), rows.getString(4)));
        }
        return copies;
    }

    private static void write(PreparedStatement statement, Row row) throws SQLException {
        var delivery = row.delivery();
        int at = 0;
        statement.setLong(++at, delivery.id());
        statement.setBytes(++at, Segments.octets(delivery.record().segment()));
        statement.setInt(++at, delivery.record().number());
        statement.setInt(++at, delivery.number());
        statement.setString(++at, delivery.sender());
        statement.setString(++at, delivery.recipient());
        statement.setString(++at, delivery.original());
        statement.setInt(++at, bits(delivery.notifies()));
        statement.setString(++at, delivery.orcpt());
        statement.setLong(++at, delivery.account());
        statement.setString(++at, delivery.transport());
        statement.setString(++at, delivery.target());
        statement.setString(++at, delivery.destination());
        statement.setInt(++at, delivery.state().ordinal());
        statement.setString(++at, cut(delivery.hold(), 400));
        statement.setInt(++at, delivery.attempts());
        statement.setObject(++at, time(delivery.arrived()));
        statement.setObject(++at, time(delivery.nextAttempt()));
        statement.setBoolean(++at, delivery.delayReported());
        statement.setLong(++at, delivery.octets());
        at = write(statement, at, delivery.last());
        statement.setString(++at, domain(delivery.recipient()));
        statement.setBytes(++at, row.prefix());
    }

    /// @param at the parameter before
    /// @return the last one that was set
    static int write(PreparedStatement statement, int at, Remark remark) throws SQLException {
        statement.setString(at + 1, cut(remark.host(), 255));
        statement.setInt(at + 2, remark.code());
        statement.setString(at + 3, cut(remark.enhanced(), 16));
        statement.setString(at + 4, remark.text());
        statement.setString(at + 5, cut(remark.tls(), 255));
        return at + 5;
    }

    /// A row of [#COLUMNS].
    static Delivery read(ResultSet row) throws SQLException {
        return new Delivery(row.getLong(1), new RecordId(Segments.uuid(row.getBytes(2)), row.getInt(3)), row.getInt(4), row.getString(5), row.getString(6), row.getString(7), notifies(row.getInt(8)),
                row.getString(9), row.getLong(10), row.getString(11), row.getString(12), row.getString(13), STATES[row.getInt(14)], row.getString(15), row.getInt(16), time(row, 17), time(row, 18),
                row.getBoolean(19), row.getLong(20), new Remark(row.getString(21), row.getInt(22), row.getString(23), row.getString(24), row.getString(25)));
    }

    /// As the column `domain` has it.
    static String domain(String recipient) { return cut(Domains.key(recipient.substring(recipient.lastIndexOf('@') + 1)), 255); }

    static LocalDateTime time(Instant instant) { return LocalDateTime.ofInstant(instant, ZoneOffset.UTC); }

    static Instant time(ResultSet row, int column) throws SQLException { return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC); }

    static String cut(String text, int most) { return text.length() > most ? text.substring(0, most) : text; }

    private static int bits(Set<Notify> notifies) { return notifies.stream().mapToInt(notify -> 1 << notify.ordinal()).sum(); }

    private static Set<Notify> notifies(int bits) {
        var notifies = EnumSet.noneOf(Notify.class);
        for (var notify : NOTIFIES) if ((bits & 1 << notify.ordinal()) != 0) notifies.add(notify);
        return notifies;
    }

    /// The ids in portions of a statement each.
    static List<List<Long>> portions(Collection<Long> ids) {
        var all = List.copyOf(ids);
        var portions = new ArrayList<List<Long>>();
        int most = PORTIONS[PORTIONS.length - 1];
        for (int from = 0; from < all.size(); from += most) portions.add(all.subList(from, Math.min(all.size(), from + most)));
        return portions;
    }

    /// `(?,?,…)` for a portion.
    static String marks(List<Long> portion) { return "(" + "?,".repeat(length(portion) - 1) + "?)"; }

    /// Still in this state, written so that no index by state answers it: H2 plans a statement once, perhaps while the table is empty, and would look through all rows of the state for those with the ids ever after.
    static String and(State state) { return " AND state + 0 = " + state.ordinal(); }

    /// @param at the parameter before
    static void ids(PreparedStatement statement, int at, List<Long> portion) throws SQLException {
        int length = length(portion);
        for (int i = 0; i < length; i++) statement.setLong(at + 1 + i, portion.get(Math.min(i, portion.size() - 1)));
    }

    static int length(List<Long> portion) {
        for (int length : PORTIONS) if (portion.size() <= length) return length;
        throw new IllegalArgumentException(portion.size() + " ids");
    }

    @Override public BitSet live(UUID segment, int records) {
        var live = new BitSet(records);
        try (var connection = database.source().getConnection(); var statement = connection.prepareStatement("SELECT record FROM delivery_shelf WHERE segment = ? UNION SELECT record FROM delivery WHERE segment = ?")) {
            statement.setBytes(1, Segments.octets(segment));                  // rows move from the first to the second, never back
            statement.setBytes(2, Segments.octets(segment));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) live.set(rows.getInt(1));
            }
            return live;
        } catch (SQLException failed) {
            throw new Refused(failed);
        }
    }

    /// The database did not do what was asked; the transaction must be rolled back, and may be tried again.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(SQLException cause) { super(cause.getMessage(), cause); }
    }
}
