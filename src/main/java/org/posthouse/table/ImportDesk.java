package org.posthouse.table;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthouse.account.AccountPlan;
import org.posthouse.appliance.HouseThreads;
import org.posthouse.change.Change;
import org.posthouse.change.Change.Difference;
import org.posthouse.change.History;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Subject;
import org.posthouse.table.AccountCsv.Row;
import org.posthouse.table.AccountImport.Result;
import org.posthouse.table.ImportWork.State;

/// Tables that people sent from a browser, worked on behind their pages.
@ApplicationScoped public class ImportDesk {
    private static final System.Logger LOG = System.getLogger(ImportDesk.class.getName());
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 10;
    private static final Duration AGAIN = Duration.ofSeconds(1);

    @Inject AccountImport importer;
    @Inject HouseThreads threads;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject History history;
    @Inject SecureRandom random;
    @Inject Clock clock;

    private final Map<String, ImportWork> works = new LinkedHashMap<>();

    /// Begins to look what a table would do.
    ///
    /// @param rule refuses what they may not do
    /// @throws Rejected CONFLICT `table` when too many are on the desk
    public ImportWork take(Subject who, List<Row> rows, Consumer<AccountPlan> rule) {
        var octets = new byte[16];
        random.nextBytes(octets);
        var work = new ImportWork(HexFormat.of().formatHex(octets), who.account(), rows, clock.instant());
        synchronized (works) {
            works.values().removeIf(w -> !w.busy() && (w.begun().isBefore(clock.instant().minus(KEPT)) || w.account() == who.account()));
            if (works.size() >= MOST) throw Rejected.conflict("table", "others import tables just now; try again in a few minutes");
            works.put(work.id(), work);
        }
        behind(work, () -> {
            importer.look(work.rows(), rule, work::add);
            work.end(State.LOOKED);
        });
        return work;
    }

    /// Begins to do it; nothing when it was begun already.
    public void begin(Subject who, ImportWork work, Consumer<AccountPlan> rule) {
        if (!work.begin()) return;
        behind(work, () -> {
            while (!importer.run(work.rows(), rule, work::add)) pause();
            note(who, work);
            durability.await();
            work.end(State.FINISHED);
            LOG.log(Level.INFO, "event=accounts-imported rows={0} created={1} by={2}", Integer.toString(work.total()), Long.toString(work.count(Result.CREATED)), Long.toString(who.account()));
        });
    }

    /// Only their own.
    public Optional<ImportWork> find(Subject who, String id) {
        synchronized (works) {
            return Optional.ofNullable(works.get(id)).filter(w -> w.account() == who.account());
        }
    }

    private void note(Subject who, ImportWork work) {
        var counts = java.util.Arrays.stream(Result.values()).map(r -> new Difference("was." + r, List.of(), List.of(Long.toString(work.count(r))), false)).toList();
        unitOfWork.run(() -> history.record(new Change(0, Instant.EPOCH, who.account(), who.address(), who.face().name().toLowerCase(Locale.ROOT), who.client(), "import-accounts", "", "", 0, counts)));
    }

    private void behind(ImportWork work, Runnable doing) {
        threads.daemons("import").newThread(() -> {
            try {
                doing.run();
            } catch (RuntimeException failed) {
                LOG.log(Level.ERROR, "event=import-failed rows-done=" + work.lines().size(), failed);
                work.end(State.FAILED);
            }
        }).start();
    }

    private static void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
