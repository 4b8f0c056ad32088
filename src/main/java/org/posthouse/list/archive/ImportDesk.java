package org.posthouse.list.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.list.ListClosed;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.archive.Import.Refusal;
import org.posthouse.list.archive.Import.State;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Takes files of posts and has them brought to archives in the background, one for a list and two for the house at a time. A house that stops goes on with them when it starts.
@ApplicationScoped public class ImportDesk {
    private static final System.Logger LOG = System.getLogger(ImportDesk.class.getName());
    private static final int WORKERS = 2;
    /// Kept free for mail that comes meanwhile.
    private static final long RESERVE = 512L << 20;
    private static final long LOOK_EVERY = 64L << 20;
    private static final long STOP = -1;

    @Inject ArchiveImport bringing;
    @Inject ImportRows rows;
    @Inject Lists lists;
    @Inject Ids ids;
    @Inject UnitOfWork work;
    @Inject Durability durability;
    @Inject Settings settings;

    private final LinkedBlockingQueue<Long> waiting = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;
    private volatile Path folder;

    /// @param folder for files that are sent, made when it is missing
    public synchronized void start(ThreadFactory factory, Path folder) {
        this.folder = folder;
        stopping = false;
        waiting.clear();
        var unfinished = work.call(rows::unfinished);
        sweep(unfinished);
        unfinished.stream().filter(Import::open).forEach(one -> waiting.add(one.id()));
        for (int i = 0; i < WORKERS; i++) {
            var thread = factory.newThread(this::takeTurns);
            threads.add(thread);
            thread.start();
        }
    }

    public synchronized void stop(Duration patience) {
        stopping = true;
        threads.forEach(_ -> waiting.add(STOP));
        for (var thread : threads) {
            try {
                if (!thread.join(patience)) LOG.log(Level.WARNING, "event=archive-import-left-behind patience={0}", patience);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    /// What nobody goes on with.
    private void sweep(List<Import> unfinished) {
        var kept = unfinished.stream().filter(Import::own).map(one -> one.file().getFileName().toString()).collect(Collectors.toSet());
        discard(name -> !kept.contains(name));
    }

    private void discard(Predicate<String> these) {
        if (folder == null || !Files.isDirectory(folder)) return;
        try (var files = Files.list(folder)) {
            for (var file : files.filter(file -> these.test(file.getFileName().toString())).toList()) Files.deleteIfExists(file);
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "event=archive-import-files-left why={0}", String.valueOf(failed.getMessage()));
        }
    }

    /// A file that was sent and is safe on the disk.
    ///
    /// @param octets of it
    public record Sent(Path file, long octets) { }

    /// The octets that one file may have.
    public long most() { return settings.now().value(Setting.ARCHIVE_IMPORT_OCTETS); }

    /// Takes a file as it comes, in the caller's thread, and never holds more than a piece of it.
    ///
    /// @param declared its octets, negative when nobody has said
    /// @throws Rejected INVALID `file`: too large, or the disk has no room
    public Sent receive(InputStream in, long declared) throws IOException {
        long most = most();
        if (declared > most) throw tooLarge(most);
        Files.createDirectories(folder);
        room(Math.max(0, declared));
        var file = Files.createTempFile(folder, "sent", ".part");
        boolean whole = false;
        try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var piece = new byte[256 << 10];
            long octets = 0;
            long looked = 0;
            for (int some = in.readNBytes(piece, 0, piece.length); some > 0; some = in.readNBytes(piece, 0, piece.length)) {
                octets += some;
                if (octets > most) throw tooLarge(most);
                if (octets - looked > LOOK_EVERY) {
                    room(0);
                    looked = octets;
                }
                write(out, ByteBuffer.wrap(piece, 0, some));
            }
            if (octets == 0) throw Rejected.invalid("file", "there is no file");
            out.force(true);
            whole = true;
            return new Sent(file, octets);
        } finally {
            if (!whole) Files.deleteIfExists(file);
        }
    }

    private static void write(FileChannel out, ByteBuffer piece) throws IOException {
        try {
            while (piece.hasRemaining()) out.write(piece);
        } catch (IOException refused) {
            if (String.valueOf(refused.getMessage()).contains("No space left")) throw full(0);
            throw refused;
        }
    }

    /// The file and its posts in the store need the room twice for a while.
    private void room(long octets) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free - RESERVE < 2 * octets) throw full(Math.max(0, free - RESERVE) / 2);
    }

    private static Rejected full(long left) { return Rejected.invalid("file", "the disk has room for a file of {0} MB at most", left >> 20); }

    private static Rejected tooLarge(long most) { return Rejected.invalid("file", "a file may have {0} MB at most", most >> 20); }

    /// Begins with a file that was sent, which is the desk's from here on.
    ///
    /// @param name as its owner knows it
    /// @throws Rejected CONFLICT when another is being brought to this list
    public Import begin(ListEntry list, String name, Sent sent, boolean oldPages) throws IOException {
        long id = ids.next();
        var file = folder.resolve(list.id() + "-" + id + ".mbox");
        boolean begun = false;
        try {
            Files.move(sent.file, file, StandardCopyOption.ATOMIC_MOVE);
            var fresh = begin(id, list, name, file, true, sent.octets, oldPages);
            begun = true;
            return fresh;
        } finally {
            if (!begun) {
                Files.deleteIfExists(sent.file);
                Files.deleteIfExists(file);
            }
        }
    }

    /// Begins with a file of the machine, which stays where it is.
    public Import begin(ListEntry list, Path file, boolean oldPages) throws IOException { return begin(ids.next(), list, file.getFileName().toString(), file, false, Files.size(file), oldPages); }

    private Import begin(long id, ListEntry list, String name, Path file, boolean own, long octets, boolean oldPages) {
        var before = newest(list.id()).filter(one -> one.state() == State.FAILED && one.own());
        var fresh = work.call(() -> rows.begin(id, list.id(), name, file, own, octets, oldPages));
        durability.await();
        before.ifPresent(ImportDesk::remove);
        LOG.log(Level.INFO, "event=archive-import-begun list={0} import={1} octets={2}", list.address(), Long.toString(id), Long.toString(octets));
        waiting.add(id);
        return fresh;
    }

    public Optional<Import> newest(long list) { return work.call(() -> rows.newest(list)); }

    /// One of this list's.
    public Optional<Import> find(long list, long id) { return work.call(() -> rows.find(id)).filter(one -> one.list() == list); }

    /// The first of what could not become a post.
    public List<Refusal> refusals(Import one, int count) { return work.call(() -> rows.refusals(one.id(), count)); }

    /// What was added stays.
    ///
    /// @throws Rejected CONFLICT when it is over
    public void cancel(Import one) {
        if (!work.call(() -> rows.end(one.id(), State.CANCELLED, ""))) throw Rejected.conflict("file", "this import is over");
        durability.await();
        if (one.state() != State.RUNNING) remove(one);                         // its own thread does it for one that runs
        LOG.log(Level.INFO, "event=archive-import-cancelled import={0}", Long.toString(one.id()));
    }

    /// Goes on with one that failed, from where it was.
    ///
    /// @throws Rejected CONFLICT when it cannot
    public void goOn(Import one) {
        work.run(() -> rows.again(one));
        durability.await();
        waiting.add(one.id());
    }

    void closed(@Observes ListClosed event) { rows.forget(event.list()); }

    void gone(@Observes(during = TransactionPhase.AFTER_SUCCESS) ListClosed event) { discard(name -> name.startsWith(event.list() + "-")); }

    private void takeTurns() {
        while (!stopping) {
            try {
                long id = waiting.take();
                if (id != STOP && !stopping && work.call(() -> rows.run(id))) run(work.call(() -> rows.find(id)).orElseThrow());
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException failed) {
                LOG.log(Level.ERROR, "event=archive-import-failed", failed);
            }
        }
    }

    private void run(Import one) throws InterruptedException {
        try {
            if (Files.size(one.file()) != one.octets()) throw new IOException("the file has changed since");
            var list = lists.now().find(one.list()).orElseThrow(ImportRows.Ended::new);
            try (var in = Files.newInputStream(one.file())) {
                in.skipNBytes(one.progress().reached());
                bringing.bring(list, in, one.oldPages(), one.progress(), (now, refused) -> rows.reached(one.id(), now, refused), () -> stopping);
            }
            if (stopping) return;                                              // it stays as it is for the next start
            work.run(() -> rows.end(one.id(), State.DONE, ""));
            durability.await();
            remove(one);
        } catch (ImportRows.Ended ended) {
            remove(one);
        } catch (IOException | RuntimeException failed) {
            if (stopping) return;
            if (work.call(() -> rows.find(one.id())).isEmpty()) remove(one);    // the list went meanwhile, and with it what was written to
            else fail(one, failed);
        }
    }

    private void fail(Import one, Exception failed) {
        if (failed instanceof RuntimeException) LOG.log(Level.ERROR, "event=archive-import-failed import=" + one.id(), failed);
        else LOG.log(Level.WARNING, "event=archive-import-failed import={0} why={1}", Long.toString(one.id()), String.valueOf(failed.getMessage()));
        var why = failed instanceof NoSuchFileException ? "the file is gone" : String.valueOf(failed.getMessage());
        work.run(() -> rows.end(one.id(), State.FAILED, why));
    }

    private static void remove(Import one) {
        if (!one.own()) return;
        try {
            Files.deleteIfExists(one.file());
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "event=archive-import-files-left why={0}", String.valueOf(failed.getMessage()));
        }
    }
}
