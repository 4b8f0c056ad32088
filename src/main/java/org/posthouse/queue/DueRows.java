package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthouse.database.Database;
import org.posthouse.queue.Bell.Work;
import org.posthouse.queue.Delivery.State;

/// Finds rows whose time has come, and takes them. In the caller's transaction; every look goes along an index and has an end.
@ApplicationScoped class DueRows {
    private static final int WAITING = State.WAITING.ordinal();
    private static final int TRYING = State.TRYING.ordinal();
    private static final List<String> TABLES = List.of("delivery", "delivery_shelf");
    private static final String DUE = "destination = ? AND state = " + WAITING + " AND next_attempt <= ?";

    @Inject Database database;

    /// Where a look over all that is due stands.
    record Place(Instant time, long id) {
        static final Place BEGIN = new Place(Instant.EPOCH, 0);
    }

    /// @param next where the next page begins
    /// @param full there may be another
    record Page(List<Work> work, Place next, boolean full) { }

    /// Behind a place: first what is due at the same moment, then what is due later, because a page of rows that were moved together must not be read twice.
    Page page(Place after, Instant now, int rows) {
        var columns = "SELECT next_attempt, id, destination, transport, account, sender, attempts, last_code FROM delivery WHERE state = " + WAITING;
        try (var connection = database.source().getConnection();
             var same = connection.prepareStatement(columns + " AND next_attempt = ? AND id > ? ORDER BY state, next_attempt, id LIMIT ?");
             var later = connection.prepareStatement(columns + " AND next_attempt > ? AND next_attempt <= ? ORDER BY state, next_attempt, id LIMIT ?")) {
            var work = new ArrayList<Work>();
            same.setObject(1, Rows.time(after.time()));
            same.setLong(2, after.id());
            same.setInt(3, rows);
            var place = collect(same, work, after);
            if (work.size() < rows) {
                later.setObject(1, Rows.time(after.time()));
                later.setObject(2, Rows.time(now));
                later.setInt(3, rows - work.size());
                place = collect(later, work, place);
            }
            return new Page(work, place, work.size() == rows);
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    private static Place collect(PreparedStatement statement, List<Work> work, Place before) throws SQLException {
        var place = before;
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                place = new Place(Rows.time(rows, 1), rows.getLong(2));
                work.add(new Work(rows.getString(3), rows.getString(4), Work.group(rows.getLong(5), rows.getString(6)), rows.getInt(7) > 0 && rows.getInt(8) == 0));
            }
        }
        return place;
    }

    /// What is due for a destination, oldest first.
    List<Rows.Row> due(String destination, Instant now, int rows) {
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("SELECT " + Rows.COLUMNS + ", prefix FROM delivery WHERE " + DUE + " ORDER BY destination, state, next_attempt, id LIMIT ?")) {
            statement.setString(1, destination);
            statement.setObject(2, Rows.time(now));
            statement.setInt(3, rows);
            return Rows.withPrefix(statement);
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// Takes rows: of two who try, one gets them.
    ///
    /// @param from   WAITING or ON_CALL
    /// @param byTime when each waits again should its run die
    /// @throws Rows.Refused somebody else was quicker: to be tried again from the beginning
    void take(State from, Map<Instant, List<Long>> byTime) {
        try (var connection = database.source().getConnection()) {
            for (var entry : byTime.entrySet())
                for (var portion : Rows.portions(entry.getValue())) {
                    try (var statement = connection.prepareStatement("UPDATE delivery SET state = " + TRYING + ", attempts = attempts + 1, next_attempt = ? WHERE id IN " + Rows.marks(portion) + Rows.and(from))) {
                        statement.setObject(1, Rows.time(entry.getKey()));
                        Rows.ids(statement, 1, portion);
                        if (statement.executeUpdate() != portion.size()) throw new SQLTransientException("rows were taken by somebody else");
                    }
                }
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// Gives back what was taken and never tried.
    void putBack(Collection<Delivery> taken, Instant now) {
        unshelve(taken.stream().map(Delivery::id).toList());
        each("delivery", "state = " + WAITING + ", attempts = attempts - 1, next_attempt = ?", taken.stream().map(Delivery::id).toList(), now);
    }

    /// What lies on a shelf becomes part of the queue.
    void unshelve(Collection<Long> ids) {
        try (var connection = database.source().getConnection()) {
            Rows.unshelve(connection, ids);
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// Rows in the hands of runs that have died with another process.
    int orphans(Instant now) { return free(now, now); }

    /// At a start: rows that were in the hands of any run, when the database is embedded and nobody else can be working on them. It was not the other side that broke off, so they need not wait for its sake.
    /// Of a shared database only the orphans.
    int broken(Instant now, Instant again) { return database.kind() == Database.Kind.H2 ? free(Instant.ofEpochSecond(253_402_300_799L), again) : orphans(now); }

    private int free(Instant until, Instant again) {
        try (var connection = database.source().getConnection(); var lying = connection.prepareStatement("SELECT id FROM delivery_shelf WHERE next_attempt <= ?");
             var statement = connection.prepareStatement("UPDATE delivery SET state = " + WAITING + ", next_attempt = ? WHERE state = " + TRYING + " AND next_attempt <= ?")) {
            lying.setObject(1, Rows.time(until));
            var left = new ArrayList<Long>();
            try (var rows = lying.executeQuery()) {
                while (rows.next()) left.add(rows.getLong(1));
            }
            Rows.unshelve(connection, left);
            statement.setObject(1, Rows.time(again));
            statement.setObject(2, Rows.time(until));
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// Says that their runs live.
    void renew(Collection<Long> ids, Instant until) {
        for (var table : TABLES) each(table, "next_attempt = ?", ids, until);
    }

    private void each(String table, String change, Collection<Long> ids, Instant time) {
        try (var connection = database.source().getConnection()) {
            for (var portion : Rows.portions(ids))
                try (var statement = connection.prepareStatement("UPDATE " + table + " SET " + change + " WHERE id IN " + Rows.marks(portion) + Rows.and(State.TRYING))) {
                    statement.setObject(1, Rows.time(time));
                    Rows.ids(statement, 1, portion);
                    statement.executeUpdate();
                }
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// How often what is due for a destination was tried, with a recipient of each.
    Map<Integer, String> tried(String destination, Instant now) {
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("SELECT attempts, MIN(recipient) FROM delivery WHERE " + DUE + " GROUP BY attempts")) {
            statement.setString(1, destination);
            statement.setObject(2, Rows.time(now));
            var tried = new HashMap<Integer, String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) tried.put(rows.getInt(1), rows.getString(2));
            }
            return tried;
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// Counts an attempt for some of what is due for a destination, which was tried so often before.
    ///
    /// @return how many
    int failTogether(String destination, int attempts, Instant now, Instant next, Remark why, int rows) {
        return moveSome("attempts = attempts + 1,", destination, " AND attempts = " + attempts, now, next, why, rows);
    }

    /// Lets some of what is due for a destination wait until it is tried again; counts no attempt.
    int postpone(String destination, Instant now, Instant next, Remark why, int rows) { return moveSome("", destination, "", now, next, why, rows); }

    private int moveSome(String more, String destination, String which, Instant now, Instant next, Remark why, int rows) {
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("UPDATE delivery SET " + more + " last_host = ?, last_code = ?, last_enhanced = ?, last_text = ?, last_tls = ?, next_attempt = ? WHERE " + DUE + which + " LIMIT ?")) {
            int at = Rows.write(statement, 0, why);
            statement.setObject(++at, Rows.time(next));
            statement.setString(++at, destination);
            statement.setObject(++at, Rows.time(now));
            statement.setInt(++at, rows);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// Waiting deliveries of a destination that are due, some of them: for what is told of those that are moved together.
    List<Delivery> some(String destination, Instant now, int rows) { return due(destination, now, rows).stream().map(Rows.Row::delivery).toList(); }

    /// The deliveries of a state that came before a moment, oldest first, behind a place.
    List<Rows.Row> aged(State state, boolean reported, Place after, Instant before, int rows) {
        var columns = "SELECT " + Rows.COLUMNS + ", prefix FROM delivery WHERE state = " + state.ordinal() + " AND delay_reported = " + reported;
        var order = " ORDER BY state, delay_reported, arrived, id LIMIT ?";
        try (var connection = database.source().getConnection(); var same = connection.prepareStatement(columns + " AND arrived = ? AND id > ?" + order);
             var later = connection.prepareStatement(columns + " AND arrived > ? AND arrived <= ?" + order)) {
            same.setObject(1, Rows.time(after.time()));
            same.setLong(2, after.id());
            same.setInt(3, rows);
            var found = new ArrayList<>(Rows.withPrefix(same));
            if (found.size() == rows) return found;
            later.setObject(1, Rows.time(after.time()));
            later.setObject(2, Rows.time(before));
            later.setInt(3, rows - found.size());
            found.addAll(Rows.withPrefix(later));
            return found;
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// What people have given up.
    List<Rows.Row> givenUp(int rows) {
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("SELECT " + Rows.COLUMNS + ", prefix FROM delivery WHERE state = " + State.GIVEN_UP.ordinal() + " ORDER BY state, next_attempt, id LIMIT ?")) {
            statement.setInt(1, rows);
            return Rows.withPrefix(statement);
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// The senders of these need not hear again that they take long.
    void reported(Collection<Long> ids) {
        try (var connection = database.source().getConnection()) {
            for (var portion : Rows.portions(ids))
                try (var statement = connection.prepareStatement("UPDATE delivery SET delay_reported = TRUE WHERE id IN " + Rows.marks(portion))) {
                    Rows.ids(statement, 0, portion);
                    statement.executeUpdate();
                }
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// Rows by state.
    long[] counts() {
        var counts = new long[State.values().length];
        try (var connection = database.source().getConnection()) {
            for (var table : TABLES)
                try (var statement = connection.prepareStatement("SELECT state, COUNT(*) FROM " + table + " GROUP BY state"); var rows = statement.executeQuery()) {
                    while (rows.next()) counts[rows.getInt(1)] += rows.getLong(2);
                }
            return counts;
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// Waiting rows whose time has come.
    long dueNow(Instant now) {
        try (var connection = database.source().getConnection(); var statement = connection.prepareStatement("SELECT COUNT(*) FROM delivery WHERE state = " + WAITING + " AND next_attempt <= ?")) {
            statement.setObject(1, Rows.time(now));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }
}
