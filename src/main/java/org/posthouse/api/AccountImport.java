package org.posthouse.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.Accounts;
import org.posthouse.account.ChosenPasswords;
import org.posthouse.account.NewPassword;
import org.posthouse.api.AccountCsv.Row;
import org.posthouse.database.Constraints;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;

/// Opens the accounts of a table. Each row is taken or refused for itself; an account that is there already is left alone, so the same table can be sent again.
/// Passwords are hashed on all cores, behind everybody who signs in, and rows are written many to a transaction.
@ApplicationScoped class AccountImport {
    private static final int BATCH = 50;

    /// What became of a row.
    ///
    /// @param reason why it was refused, with the field; else empty
    record Line(long line, String address, Result result, String reason) { }

    enum Result { CREATED, UNCHANGED, REFUSED }

    @Inject Accounts accounts;
    @Inject ChosenPasswords passwords;
    @Inject UnitOfWork unitOfWork;

    /// In the order of the rows. The caller makes the work durable.
    List<Line> run(List<Row> rows) {
        var lines = new ArrayList<Line>();
        for (int from = 0; from < rows.size(); from += BATCH) lines.addAll(batch(rows.subList(from, Math.min(from + BATCH, rows.size()))));
        return lines;
    }

    private List<Line> batch(List<Row> rows) {
        var known = unitOfWork.call(() -> rows.stream().map(this::known).toList());
        var fresh = new ArrayList<Row>();
        for (int i = 0; i < rows.size(); i++) if (known.get(i).isEmpty()) fresh.add(rows.get(i));
        var hashes = hash(fresh);
        var written = write(fresh, hashes);
        var lines = new ArrayList<Line>();
        for (int i = 0; i < rows.size(); i++) lines.add(known.get(i).orElse(written.get(rows.get(i))));
        return lines;
    }

    /// Empty for a row whose account is to be opened.
    private Optional<Line> known(Row row) {
        try {
            if (row.cells().containsKey("")) throw Rejected.invalid("row", "has more cells than the header");
            var there = accounts.findByAddress("address", row.address());
            if (there.isEmpty()) {
                row.over(AccountPlan.of("", List.of()));                 // unreadable cells show before a hash is spent on them
                return Optional.empty();
            }
            var account = there.get();
            boolean same = accounts.findByAddress("address", account.primaryAddress()).equals(there) && accounts.isLike(account, row.over(account.plan()));
            return Optional.of(same ? new Line(row.line(), row.address(), Result.UNCHANGED, "") : refused(row, Rejected.conflict("address", "belongs to an account with other values")));
        } catch (Rejected e) {
            return Optional.of(refused(row, e));
        }
    }

    private Map<Row, Object> hash(List<Row> rows) {
        var hashes = new HashMap<Row, Object>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new HashMap<Row, Future<NewPassword>>();
            for (var row : rows) row.password().ifPresent(p -> running.put(row, threads.submit(() -> passwords.hashInTurn("password", p))));
            for (var one : running.entrySet()) hashes.put(one.getKey(), result(one.getValue()));
        }
        return hashes;
    }

    /// A hash, or why there is none.
    private static Object result(Future<NewPassword> hash) {
        try {
            return hash.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Rejected rejected) return rejected;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.busy();
        }
    }

    /// All in one transaction; when one row spoils it, each in its own.
    private Map<Row, Line> write(List<Row> rows, Map<Row, Object> hashes) {
        try {
            return unitOfWork.call(() -> open(rows, hashes));
        } catch (RuntimeException e) {
            if (!Constraints.violated(e)) throw e;
        }
        var lines = new HashMap<Row, Line>();
        for (var row : rows) {
            try {
                lines.putAll(unitOfWork.call(() -> open(List.of(row), hashes)));
            } catch (RuntimeException e) {
                if (!Constraints.violated(e)) throw e;
                lines.put(row, refused(row, Rejected.conflict("address", "was taken meanwhile")));
            }
        }
        return lines;
    }

    private Map<Row, Line> open(List<Row> rows, Map<Row, Object> hashes) {
        var lines = new HashMap<Row, Line>();
        for (var row : rows) {
            try {
                if (hashes.get(row) instanceof Rejected bad) throw bad;
                accounts.open(row.over(AccountPlan.of("", List.of())), Optional.ofNullable((NewPassword) hashes.get(row)));
                lines.put(row, new Line(row.line(), row.address(), Result.CREATED, ""));
            } catch (Rejected e) {
                lines.put(row, refused(row, e));
            }
        }
        return lines;
    }

    private static Line refused(Row row, Rejected why) { return new Line(row.line(), row.address(), Result.REFUSED, why.getMessage()); }
}
