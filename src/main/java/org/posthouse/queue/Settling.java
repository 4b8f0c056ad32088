package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.posthouse.database.Database;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.queue.Delivery.State;

/// Writes what came of attempts: runs that come to it together share a transaction and a sync.
@ApplicationScoped class Settling {
    private static final System.Logger LOG = System.getLogger(Settling.class.getName());

    @Inject Database database;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private List<Waiting> waiting = new ArrayList<>();
    private boolean writing;

    /// What one run has to say.
    ///
    /// @param from    the state that the rows must be in: what somebody else has taken is left alone
    /// @param shelved they come from the shelf: in a table of their own
    /// @param ended   whose rows go
    /// @param changed as the rows are to be
    /// @param work    to be done with it, unless a row that has ended is not there any more
    record Part(State from, boolean shelved, List<Delivery> ended, List<Delivery> changed, Runnable work) { }

    private static final class Waiting {
        final Part part;
        boolean done;
        boolean failed;
        boolean durable;

        Waiting(Part part) { this.part = part; }
    }

    /// Rows that go by one statement.
    private record Gone(State from, int attempts) { }

    /// Rows that are changed alike by one statement.
    private record Alike(State from, int attempts, State state, String hold, Instant next, Remark last) {
        static Alike of(State from, Delivery delivery) { return new Alike(from, delivery.attempts(), delivery.state(), delivery.hold(), delivery.nextAttempt(), delivery.last()); }
    }

    /// Durable when it returns.
    void settle(Part part) {
        var mine = new Waiting(part);
        lock.lock();
        try {
            waiting.add(mine);
            while (!mine.done && !mine.failed) {
                if (writing) written.awaitUninterruptibly();
                else lead();
            }
        } finally {
            lock.unlock();
        }
        if (mine.failed) unitOfWork.run(() -> write(List.of(part)));
        if (!mine.durable) durability.await();
    }

    /// Writes for all who wait, with the lock given up meanwhile; whoever comes until that is durable makes up the next batch. When it fails, everybody tries alone.
    private void lead() {
        var batch = waiting;
        waiting = new ArrayList<>();
        writing = true;
        lock.unlock();
        boolean done = false;
        boolean durable = false;
        try {
            unitOfWork.run(() -> write(batch.stream().map(each -> each.part).toList()));
            done = true;
            durability.await();
            durable = true;
        } catch (RuntimeException together) {
            LOG.log(Level.INFO, "event=settled-apart runs={0} what={1}", batch.size(), together.getMessage());
        } finally {
            lock.lock();
            writing = false;
            for (var each : batch) {
                each.done = done;
                each.failed = !done;
                each.durable = durable;
            }
            written.signalAll();
        }
    }

    private void write(List<Part> parts) {
        try (var connection = database.source().getConnection()) {
            boolean all = clear(connection, parts) & delete(connection, parts);
            if (!all && parts.size() > 1) throw new SQLException("a row was taken from its run");         // nobody knows from which: each finds out alone
            update(connection, parts);
            if (all) parts.forEach(part -> part.work().run());
            else LOG.log(Level.WARNING, "event=delivery-gone what=a row was taken from its run");
        } catch (SQLException failed) {
            throw new Rows.Refused(failed);
        }
    }

    /// Of what comes from the shelf: what has left is gone, and the rest becomes part of the queue.
    private static boolean clear(Connection connection, List<Part> parts) throws SQLException {
        var shelved = parts.stream().filter(Part::shelved).toList();
        Rows.unshelve(connection, shelved.stream().flatMap(part -> part.changed().stream()).map(Delivery::id).toList());
        boolean all = true;
        for (var portion : Rows.portions(shelved.stream().flatMap(part -> part.ended().stream()).map(Delivery::id).toList())) {
            int gone = delete(connection, "delivery_shelf", portion);
            if (gone < portion.size()) gone += delete(connection, "delivery", portion);        // moved there as the house ended
            all &= gone == portion.size();
        }
        return all;
    }

    private static int delete(Connection connection, String table, List<Long> portion) throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM " + table + " WHERE id IN " + Rows.marks(portion) + Rows.and(State.TRYING))) {
            Rows.ids(statement, 0, portion);
            return statement.executeUpdate();
        }
    }

    private static boolean delete(Connection connection, List<Part> parts) throws SQLException {
        var alike = new LinkedHashMap<Gone, List<Long>>();
        for (var part : parts) if (!part.shelved()) for (var delivery : part.ended()) alike.computeIfAbsent(new Gone(part.from(), delivery.attempts()), _ -> new ArrayList<>()).add(delivery.id());
        boolean all = true;
        for (var entry : alike.entrySet())
            for (var portion : Rows.portions(entry.getValue())) {
                try (var statement = connection.prepareStatement("DELETE FROM delivery WHERE id IN " + Rows.marks(portion) + Rows.and(entry.getKey().from()) + " AND attempts = ?")) {
                    Rows.ids(statement, 0, portion);
                    statement.setInt(Rows.length(portion) + 1, entry.getKey().attempts());
                    all &= statement.executeUpdate() == portion.size();
                }
            }
        return all;
    }

    private static void update(Connection connection, List<Part> parts) throws SQLException {
        var alike = new LinkedHashMap<Alike, List<Long>>();
        for (var part : parts) for (var delivery : part.changed()) alike.computeIfAbsent(Alike.of(part.from(), delivery), _ -> new ArrayList<>()).add(delivery.id());
        for (var entry : alike.entrySet())
            for (var portion : Rows.portions(entry.getValue())) {
                try (var statement = connection.prepareStatement("UPDATE delivery SET last_host = ?, last_code = ?, last_enhanced = ?, last_text = ?, last_tls = ?, state = ?, hold = ?, next_attempt = ? WHERE id IN "
                        + Rows.marks(portion) + Rows.and(entry.getKey().from()) + " AND attempts = ?")) {
                    int at = Rows.write(statement, 0, entry.getKey().last());
                    statement.setInt(++at, entry.getKey().state().ordinal());
                    statement.setString(++at, Rows.cut(entry.getKey().hold(), 400));
                    statement.setObject(++at, Rows.time(entry.getKey().next()));
                    Rows.ids(statement, at, portion);
                    statement.setInt(at + Rows.length(portion) + 1, entry.getKey().attempts());
                    statement.executeUpdate();
                }
            }
    }
}
