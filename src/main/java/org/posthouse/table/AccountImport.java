package org.posthouse.table;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.AccountTemplates;
import org.posthouse.account.Accounts;
import org.posthouse.account.ChosenPasswords;
import org.posthouse.account.NewPassword;
import org.posthouse.database.Constraints;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.table.AccountCsv.Row;

/// Opens the accounts of a table. Each row is taken or refused for itself; an account that is there already is left alone, so the same table can be sent again.
/// Passwords are hashed on all cores, behind everybody who signs in, and rows are written many to a transaction.
@ApplicationScoped public class AccountImport {
    private static final int BATCH = 50;

    /// A second table would only slow the first.
    private final Semaphore one = new Semaphore(1);

    /// What became of a row, or would.
    ///
    /// @param why it was refused; else none
    public record Line(long line, String address, Result result, List<Fault> why) {
        public Line { why = List.copyOf(why); }

        /// In English, with the field; empty when it was not refused.
        public String reason() { return why.isEmpty() ? "" : why.getFirst().field() + ": " + why.getFirst().message(); }
    }

    public enum Result { CREATED, UNCHANGED, REFUSED }

    @Inject Accounts accounts;
    @Inject AccountTemplates templates;
    @Inject ChosenPasswords passwords;
    @Inject UnitOfWork unitOfWork;

    /// Opens the accounts. The caller makes the work durable.
    ///
    /// @param rule  refuses what the one who sent the table may not do
    /// @param heard told each line in the order of the rows, some at a time
    /// @return false when another table is being imported; nothing was done then
    public boolean run(List<Row> rows, Consumer<AccountPlan> rule, Consumer<List<Line>> heard) {
        if (!one.tryAcquire()) return false;
        try {
            for (int from = 0; from < rows.size(); from += BATCH) heard.accept(batch(rows.subList(from, Math.min(from + BATCH, rows.size())), rule));
            return true;
        } finally {
            one.release();
        }
    }

    /// Tells what [#run] would do, and changes nothing: the accounts are opened in transactions that are rolled back.
    public void look(List<Row> rows, Consumer<AccountPlan> rule, Consumer<List<Line>> heard) {
        var seen = new HashSet<String>();
        for (int from = 0; from < rows.size(); from += BATCH) {
            var batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
            var lines = new ArrayList<Line>();
            try {
                unitOfWork.run(() -> {
                    lines.clear();
                    for (var row : batch) lines.add(known(row, rule).orElseGet(() -> looked(row, rule)));
                    throw new OnlyLooked();
                });
            } catch (OnlyLooked _) {
                // rolled back, as it should be
            }
            lines.replaceAll(l -> l.result() == Result.CREATED && !seen.add(l.address().strip().toLowerCase(Locale.ROOT)) ? new Line(l.line(), l.address(), Result.REFUSED, List.of(new Fault("address", "stands there twice"))) : l);
            heard.accept(lines);
        }
    }

    private Line looked(Row row, Consumer<AccountPlan> rule) {
        try {
            row.password().ifPresent(p -> passwords.chosen("password", p));
            accounts.imported(fresh(row, rule), Optional.empty());
            return new Line(row.line(), row.address(), Result.CREATED, List.of());
        } catch (Rejected e) {
            return refused(row, e);
        }
    }

    private AccountPlan fresh(Row row, Consumer<AccountPlan> rule) {
        var plan = row.over(templates.now().plan("", List.of()));
        rule.accept(plan);
        return plan;
    }

    private static final class OnlyLooked extends RuntimeException {
        private static final long serialVersionUID = 1;

        OnlyLooked() { super(null, null, false, false); }
    }

    private List<Line> batch(List<Row> rows, Consumer<AccountPlan> rule) {
        var known = unitOfWork.call(() -> rows.stream().map(row -> known(row, rule)).toList());
        var fresh = new ArrayList<Row>();
        for (int i = 0; i < rows.size(); i++) if (known.get(i).isEmpty()) fresh.add(rows.get(i));
        var hashes = hash(fresh);
        var written = write(fresh, hashes, rule);
        var lines = new ArrayList<Line>();
        for (int i = 0; i < rows.size(); i++) lines.add(known.get(i).orElse(written.get(rows.get(i))));
        return lines;
    }

    /// Empty for a row whose account is to be opened.
    private Optional<Line> known(Row row, Consumer<AccountPlan> rule) {
        try {
            if (row.cells().containsKey("")) throw Rejected.invalid("row", "has more cells than the header");
            var there = accounts.findByAddress("address", row.address());
            if (there.isEmpty()) {
                fresh(row, rule);                                        // unreadable cells show before a hash is spent on them
                return Optional.empty();
            }
            var account = there.get();
            boolean same = accounts.findByAddress("address", account.primaryAddress()).equals(there) && accounts.isLike(account, row.over(account.plan()));
            return Optional.of(same ? new Line(row.line(), row.address(), Result.UNCHANGED, List.of()) : refused(row, Rejected.conflict("address", "belongs to an account with other values")));
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
            throw new IllegalStateException("interrupted while hashing", e);
        }
    }

    /// All in one transaction; when one row spoils it, each in its own.
    private Map<Row, Line> write(List<Row> rows, Map<Row, Object> hashes, Consumer<AccountPlan> rule) {
        try {
            return unitOfWork.call(() -> open(rows, hashes, rule));
        } catch (RuntimeException e) {
            if (!Constraints.violated(e)) throw e;
        }
        var lines = new HashMap<Row, Line>();
        for (var row : rows) {
            try {
                lines.putAll(unitOfWork.call(() -> open(List.of(row), hashes, rule)));
            } catch (RuntimeException e) {
                if (!Constraints.violated(e)) throw e;
                lines.put(row, refused(row, Rejected.conflict("address", "was taken meanwhile")));
            }
        }
        return lines;
    }

    private Map<Row, Line> open(List<Row> rows, Map<Row, Object> hashes, Consumer<AccountPlan> rule) {
        var lines = new HashMap<Row, Line>();
        for (var row : rows) {
            try {
                if (hashes.get(row) instanceof Rejected bad) throw bad;
                accounts.imported(fresh(row, rule), Optional.ofNullable((NewPassword) hashes.get(row)));
                lines.put(row, new Line(row.line(), row.address(), Result.CREATED, List.of()));
            } catch (Rejected e) {
                lines.put(row, refused(row, e));
            }
        }
        return lines;
    }

    private static Line refused(Row row, Rejected why) { return new Line(row.line(), row.address(), Result.REFUSED, why.faults()); }
}
