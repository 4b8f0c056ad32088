package org.posthouse.list.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.posthouse.domain.Rejected;
import org.posthouse.list.ListEntry;

/// Imports of archives that are under way: one for a list at a time, and what became of the last.
@ApplicationScoped public class ImportDesk {
    private static final System.Logger LOG = System.getLogger(ImportDesk.class.getName());
    private static final int MOST_KEPT = 1_000;

    @Inject ArchiveImport bringing;

    private final ConcurrentHashMap<Long, Work> works = new ConcurrentHashMap<>();

    /// @param octets of the whole file, 0 when nobody knows
    /// @param failed what went wrong, empty while nothing has
    public record Work(ArchiveImport.Progress progress, long octets, boolean running, String failed) { }

    private static final ArchiveImport.Progress NOTHING = new ArchiveImport.Progress(0, 0, 0, 0);

    /// Reads the file that is being sent, in the caller's thread.
    ///
    /// @throws Rejected CONFLICT when another is being brought
    public ArchiveImport.Progress now(ListEntry list, InputStream mbox, boolean oldPages) throws IOException, InterruptedException {
        begin(list, 0);
        return run(list, mbox, 0, oldPages);
    }

    /// The same on a thread of its own.
    public void later(ListEntry list, InputStream mbox, long octets, boolean oldPages, ThreadFactory threads) {
        begin(list, octets);
        threads.newThread(() -> {
            try (mbox) {
                run(list, mbox, octets, oldPages);
            } catch (IOException | RuntimeException failed) {
                LOG.log(Level.ERROR, "event=archive-import-failed list=" + list.address(), failed);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }).start();
    }

    private void begin(ListEntry list, long octets) {
        if (works.size() >= MOST_KEPT) works.values().removeIf(work -> !work.running);
        var fresh = new Work(NOTHING, octets, true, "");
        if (works.merge(list.id(), fresh, (old, mine) -> old.running ? old : mine) != fresh) throw Rejected.conflict("key", "an archive is being brought to this list already");
    }

    private ArchiveImport.Progress run(ListEntry list, InputStream mbox, long octets, boolean oldPages) throws IOException, InterruptedException {
        var why = "stopped";
        try {
            var done = bringing.bring(list, mbox, oldPages, progress -> works.put(list.id(), new Work(progress, octets, true, "")));
            why = "";
            return done;
        } catch (IOException | RuntimeException failed) {
            why = String.valueOf(failed.getMessage());
            throw failed;
        } finally {
            var failed = why;
            works.computeIfPresent(list.id(), (_, work) -> new Work(work.progress, octets, false, failed));
        }
    }

    public Optional<Work> of(long list) { return Optional.ofNullable(works.get(list)); }
}
