package org.posthouse.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.table.AccountCsv.Row;
import org.posthouse.table.AccountImport.Line;
import org.posthouse.table.AccountImport.Result;

/// A table that somebody sent to the web, from the first look to the result. Holds passwords in clear until it has run, so it stays in memory and for an hour at most.
public final class ImportWork {
    public enum State {
        /// It is looked what the table would do.
        LOOKING, LOOKED, RUNNING, FINISHED,
        /// Something broke on our side.
        FAILED
    }

    private final String id;
    private final long account;
    private final Instant begun;
    private final int total;
    private final List<Line> lines = new ArrayList<>();
    private List<Row> rows;
    private State state = State.LOOKING;

    ImportWork(String id, long account, List<Row> rows, Instant begun) {
        this.id = id;
        this.account = account;
        this.begun = begun;
        this.rows = rows;
        this.total = rows.size();
    }

    public String id() { return id; }

    /// Whose it is.
    long account() { return account; }

    Instant begun() { return begun; }

    /// Rows in all.
    public int total() { return total; }

    public synchronized State state() { return state; }

    /// What is known by now, in the order of the rows.
    public synchronized List<Line> lines() { return List.copyOf(lines); }

    public long count(Result result) { return lines().stream().filter(l -> l.result() == result).count(); }

    public boolean busy() { return state() == State.LOOKING || state() == State.RUNNING; }

    synchronized List<Row> rows() { return rows; }

    synchronized void add(List<Line> more) { lines.addAll(more); }

    /// @return false when it was begun already
    synchronized boolean begin() {
        if (state != State.LOOKED) return false;
        state = State.RUNNING;
        lines.clear();
        return true;
    }

    synchronized void end(State as) {
        state = as;
        if (as != State.LOOKED) rows = List.of();                        // no password is needed any more
    }
}
