package org.posthouse.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.posthouse.connector.api.BodySink;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.connector.api.Staging;

/// The message store: a log on disk that keeps every message it acknowledged. Safe from any thread.
public final class MessageStore implements Staging, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MessageStore.class.getName());

    private final StorePaths paths;
    private final StoreOptions options;
    private final FileChannel lock;
    private final boolean cleanStop;
    private final Space space;
    private final StagingArea staging;
    private final Quarantine quarantine;
    private final IndexPages pages = new IndexPages();
    private final Verified verified = new Verified();
    private final Reader reader;
    private final Backlog backlog;
    private final SegmentLog log;
    private final Follower follower;
    private final LogWriter writer;
    private final WriteQueue queue;
    private final Optional<Thread> thread;
    private final Object compacting = new Object();
    private final Object checkpointing = new Object();
    private volatile Checkpoint checkpoint;
    private boolean closed;

    /// Opens the store, or makes a new one where the folder is empty. Returns when everything on disk is accounted for; the first [#take] then begins
    /// behind the durable checkpoint.
    ///
    /// @param damage told once of each damage, by the thread that finds it, also while this call runs; must not block or throw
    /// @throws StoreUnusable naming the file and what is wrong with it, or that another process has the store
    public static MessageStore open(StorePaths paths, StoreOptions options, Clock clock, Consumer<Damage> damage) throws StoreUnusable {
        return open(paths, options, clock, damage, new SecureRandom(), true);
    }

    /// Opens the store; damages are only logged and listed.
    public static MessageStore open(StorePaths paths, StoreOptions options, Clock clock) throws StoreUnusable { return open(paths, options, clock, found -> { }); }

    /// @param ownThread false makes a store that writes only in [#step], for tests that must run the same way each time
    static MessageStore open(StorePaths paths, StoreOptions options, Clock clock, Consumer<Damage> damage, RandomGenerator random, boolean ownThread) throws StoreUnusable {
        var lock = lock(paths);
        try {
            return new MessageStore(paths, options, clock, damage, random, ownThread, lock);
        } catch (IOException | StoreUnusable | RuntimeException e) {
            try (lock) {
                if (e instanceof StoreUnusable unusable) throw unusable;
                throw new StoreUnusable(paths.store(), "cannot be opened", e);
            } catch (IOException onClosing) {
                throw new StoreUnusable(paths.store(), "cannot be opened", e);
            }
        }
    }

    private static FileChannel lock(StorePaths paths) throws StoreUnusable {
        try {
            for (var folder : List.of(paths.store(), paths.spool(), paths.large(), paths.quarantine())) Files.createDirectories(folder);
            Disk.keepPrivate(paths.store());
            Disk.keepPrivate(paths.spool());
            var channel = FileChannel.open(paths.lock(), CREATE, WRITE);
            try {
                if (channel.tryLock() != null) return channel;
            } catch (OverlappingFileLockException heldByThisProcess) {
                // the same answer as when another process holds it
            }
            channel.close();
        } catch (IOException e) {
            throw new StoreUnusable(paths.store(), "cannot be opened", e);
        }
        throw new StoreUnusable(paths.lock(), "the store is open already");
    }

    private MessageStore(StorePaths paths, StoreOptions options, Clock clock, Consumer<Damage> damage, RandomGenerator random, boolean ownThread, FileChannel lock) throws IOException, StoreUnusable {
        this.paths = paths;
        this.options = options;
        this.lock = lock;
        cleanStop = Files.exists(paths.cleanMark());
        checkpoint = readCheckpoint();
        quarantine = new Quarantine(paths.quarantine(), clock, damage);
        var recovery = new Recovery(paths, checkpoint, quarantine, pages);
        log = recovery.run();
        reader = new Reader(paths, log, quarantine, verified);
        backlog = new Backlog(options);
        var last = countBacklog();
        space = new Space(paths, options);
        staging = new StagingArea(paths.spool(), options, space);
        follower = new Follower(log, paths, quarantine, backlog, options.backlogRecords(), checkpoint.dispatched(), last);
        writer = new LogWriter(paths, options, clock, random, log, follower, space, pages, recovery.lastOrdinal());
        queue = new WriteQueue(options);
        if (Files.deleteIfExists(paths.cleanMark())) Disk.force(paths.store());
        thread = ownThread ? Optional.of(Thread.ofPlatform().name("store-writer").start(this::run)) : Optional.empty();
        LOG.log(Level.INFO, "store open segments=" + log.size() + " backlog=" + backlog.records() + " clean=" + cleanStop + " damages=" + quarantine.reported());
    }

    private Checkpoint readCheckpoint() throws IOException, StoreUnusable {
        if (Files.exists(paths.checkpoint())) {
            // Without it nobody can tell which mail was delivered already, and guessing delivers twice or never.
            return Checkpoint.read(paths).orElseThrow(() -> new StoreUnusable(paths.checkpoint(), "is damaged; restore it from a backup"));
        }
        for (var file : Disk.list(paths.store())) {
            if (SegmentName.parse(file.getFileName().toString()).isPresent()) throw new StoreUnusable(paths.checkpoint(), "is missing, although there are segments");
        }
        Disk.forceAncestors(paths.store());
        Disk.forceAncestors(paths.spool());
        Checkpoint.NONE.write(paths); // before the first segment, so that its absence always means loss
        return Checkpoint.NONE;
    }

    private Position countBacklog() throws IOException {
        var last = new Position[] { checkpoint.dispatched() };
        var sums = new long[2];
        log.walk(checkpoint.dispatched(), (segment, _, slot) -> {
            last[0] = new Position(segment.ordinal, slot.number());
            sums[0]++;
            sums[1] += slot.bodyLength();
            return true;
        });
        backlog.change(sums[0], sums[1]);
        return last[0];
    }

    /// The last stop was [#close]; if not, acknowledgements that the database made without a sync may be lost.
    public boolean cleanStop() { return cleanStop; }

    /// {@inheritDoc} Waits some seconds for the backlog to shrink before it says no: this is where accepting slows down.
    @Override public Admission admit(long declared) {
        if (!space.holds(Math.max(declared, options.heapBytes()))) return new Admission.Wait(Reply.of(452, "4.3.1", "The disk is full, try again later"));
        if (!backlog.awaitRoom()) return new Admission.Wait(Reply.of(451, "4.3.2", "The house is behind with its mail, try again later"));
        return new Admission.Go();
    }

    @Override public BodySink open() { return staging.open(); }

    /// Hands a message to the writer. The body belongs to the store from here on, whatever becomes of it; one that was not staged here is copied first.
    ///
    /// @throws IllegalArgumentException when the facts in the envelope are not the body's
    public Receipt append(StoredEnvelope envelope, StagedBody body) {
        if (!envelope.facts().equals(body.facts())) throw new IllegalArgumentException("the envelope tells of another body");
        try {
            return queued(envelope, body instanceof Staged own ? own : staged(body));
        } catch (IOException e) {
            body.close();
            return refused(envelope, Reply.of(452, "4.3.1", "The disk refused the message, try again later"));
        }
    }

    /// The same for a message that the house holds in memory.
    public Receipt append(StoredEnvelope envelope, byte[] message) {
        try (var sink = staging.open()) {
            sink.write(message, 0, message.length);
            return append(envelope, sink.complete(envelope.facts()));
        } catch (IOException e) {
            return refused(envelope, Reply.of(452, "4.3.1", "The disk refused the message, try again later"));
        }
    }

    private Staged staged(StagedBody foreign) throws IOException {
        try (foreign; InputStream in = foreign.open(); var sink = staging.open()) {
            var piece = new byte[16 << 10];
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) sink.write(piece, 0, got);
            return (Staged) sink.complete(foreign.facts());
        }
    }

    private Receipt queued(StoredEnvelope envelope, Staged body) {
        if (!body.take()) throw new IllegalStateException("the body was discarded or taken before");
        var octets = EnvelopeCodec.encode(envelope);
        var receipt = new Receipt(envelope, octets, body, options.syncPatience().toNanos());
        if (octets.length > EnvelopeCodec.LIMIT) receipt.refuse(Reply.of(452, "4.5.3", "Too many recipients"));
        else if (!queue.add(receipt)) receipt.refuse(Reply.of(451, "4.3.2", "The house is closing"));
        return receipt;
    }

    private Receipt refused(StoredEnvelope envelope, Reply why) {
        var nothing = new Staged.InHeap(envelope.facts(), 0, List.of(), 0, staging);
        var receipt = new Receipt(envelope, new byte[0], nothing, 0);
        receipt.refuse(why);
        return receipt;
    }

    /// Waits until at least one synced record is not yet taken and returns the next ones in the log's order. Each record is given once in the life of
    /// this store: a dispatcher whose transaction fails keeps the batch and tries again. Damaged records are reported and left out.
    ///
    /// @param max at most so many
    /// @return empty only when the store is closed
    /// @throws IOException when the next record cannot be looked at now (too many open files, an envelope of a newer house); nothing is skipped, ask again
    public List<Entry> take(int max) throws InterruptedException, IOException { return follower.take(max); }

    /// The same without waiting; may be empty.
    public List<Entry> poll(int max) throws IOException { return follower.poll(max); }

    /// Ends [#take] for good, now and for whoever asks later: it returns an empty list. What was not taken waits for the next opening.
    public void endFollowing() { follower.close(); }

    /// The transaction that dispatched everything up to here has committed, durably or not: the backlog shrinks.
    public void dispatched(Position upTo) { follower.dispatched(upTo); }

    /// Notes durably that everything up to here is dispatched **and durable in the database**: it will never be given out again, and its markers may go.
    ///
    /// @throws IOException when it could not be written; the old checkpoint stands, or the new one
    public void checkpoint(Position upTo) throws IOException {
        synchronized (checkpointing) {
            if (checkpoint.dispatched().covers(upTo)) return;
            if (!follower.cursor().covers(upTo)) throw new IllegalArgumentException(upTo + " was not taken yet");
            var next = writer.checkpoint(upTo);
            next.write(paths);
            checkpoint = next;
        }
        follower.dispatched(upTo);
    }

    /// The last durable checkpoint.
    public Position checkpoint() { return checkpoint.dispatched(); }

    /// Opens a stored message; close it soon, it keeps its place on disk.
    ///
    /// @return empty when there is no such record, or no longer
    /// @throws DamagedRecord when it is not as it was written
    public Optional<StoredBody> read(RecordId id) throws IOException { return reader.read(id); }

    /// Reads header sections, for telling which message it was.
    public Headings headings() { return new Headings(paths, log); }

    /// Holds the record's segment as it is while a transaction adds a reference to it; take it before reading whether the record is there.
    ///
    /// @return empty when the segment is gone and the record with it
    public Optional<Pin> pin(RecordId id) { return log.find(id.segment()).flatMap(Segment::pin); }

    /// The segments there are, oldest first; what a backup pins one after the other.
    public List<UUID> segments() { return log.all().stream().map(segment -> segment.id).toList(); }

    /// Holds a whole segment, for a backup. Empty when it is gone.
    public Optional<Pin> pin(UUID segment) { return log.find(segment).flatMap(Segment::pin); }

    /// What a backup needs of the database at the moment of a cut.
    @FunctionalInterface public interface Moment {
        void take() throws IOException;
    }

    /// Takes the store and the database at one moment. The checkpoint stands still meanwhile: what it has passed is in the database's snapshot, and what the snapshot has of the rest still has its
    /// markers there, so a house that is made of both dispatches every envelope once in effect.
    ///
    /// @param moment fixes the database's snapshot; short
    public StoreCut cut(Moment moment) throws IOException {
        var pins = new LinkedHashMap<Segment, Pin>();
        try {
            synchronized (checkpointing) {
                pinAll(pins);                                    // before the snapshot: a record it refers to is dropped by nobody
                moment.take();
                pinAll(pins);                                    // begun meanwhile, and not behind the checkpoint, so nothing of them was dropped
                return cut(pins);
            }
        } catch (IOException | RuntimeException failed) {
            pins.values().forEach(Pin::close);
            throw failed;
        }
    }

    private void pinAll(Map<Segment, Pin> pins) {
        for (var segment : log.all()) if (!pins.containsKey(segment)) segment.pin().ifPresent(pin -> pins.put(segment, pin));
    }

    private StoreCut cut(Map<Segment, Pin> pins) throws IOException {
        var pieces = new ArrayList<StoreCut.Piece>();
        var witness = new Checkpoint(checkpoint.dispatched(), checkpoint.ordinal(), checkpoint.synced());
        for (var segment : pins.keySet()) {
            boolean whole = segment.sealed;                      // asked first: a segment that is sealed now has its end already
            var file = segment.current();
            pieces.add(new StoreCut.Piece(file.file.getFileName().toString(), file.file, file.end, whole));
            if (!whole || segment.ordinal >= witness.ordinal()) witness = new Checkpoint(checkpoint.dispatched(), segment.ordinal, file.end);
        }
        var segments = pins.keySet().stream().map(segment -> segment.id).collect(Collectors.toSet());
        for (var file : Disk.list(paths.large())) {
            var name = file.getFileName().toString();
            var id = name.endsWith(".msg") ? RecordId.parse(name.substring(0, name.length() - 4)) : Optional.<RecordId>empty();
            if (id.isPresent() && segments.contains(id.get().segment())) pieces.add(new StoreCut.Piece(paths.store().relativize(file).toString(), file, Files.size(file), true));
        }
        return new StoreCut(witness.encode(), List.copyOf(pieces), List.copyOf(pins.values()));
    }

    /// Rewrites sealed segments behind the checkpoint of whose octets less than `liveShare` is live, and removes those with nothing live. One call at a time.
    ///
    /// @param liveShare 0 only removes, 1 rewrites for a single dead record
    public Compaction compact(Liveness liveness, double liveShare) throws IOException {
        synchronized (compacting) {
            var done = new Compactor(paths, options, log, quarantine, pages).run(liveness, liveShare, checkpoint.dispatched());
            if (done.rewritten() > 0) verified.clear(); // what was found whole was the old copy
            return done;
        }
    }

    public StoreFigures figures() {
        var done = writer.figures();
        return new StoreFigures(done.records, done.octets, done.syncs, done.failedSyncs, Duration.ofNanos(done.lastSyncNanos), backlog.records(), backlog.octets(),
                log.size(), log.octets(), quarantine.reported(), staging.heap(), space.free());
    }

    /// Writes and syncs what is queued, seals the segment and notes the clean stop. Readers may finish; [#take] returns empty. Closing twice does nothing.
    @Override public synchronized void close() {
        if (closed) return;
        closed = true;
        queue.close();
        thread.ifPresentOrElse(MessageStore::join, this::run);
        follower.close();
        try (lock) {
            leaveCleanMark();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "store closed without its clean mark", e); // the next start looks at everything, as after a crash
        }
    }

    private void leaveCleanMark() throws IOException {
        Files.write(paths.cleanMark(), new byte[0]);
        Disk.force(paths.store());
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // half-closed is worse than late
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /// The writer's life. An error of the machine ends it: no 250 leaves a store whose writer cannot be trusted.
    private void run() {
        List<Receipt> batch = List.of();
        try {
            for (batch = queue.next(); !batch.isEmpty(); batch = queue.next()) {
                writer.write(batch);
                if (queue.isEmpty()) writer.idle();
            }
            writer.close();
        } catch (Error e) {
            LOG.log(Level.ERROR, "store writer ended, no mail is taken until the next start", e);
            queue.close();
            var reply = Reply.of(451, "4.3.0", "The store failed, try again later");
            for (; !batch.isEmpty(); batch = queue.poll()) batch.stream().filter(receipt -> !receipt.done()).forEach(receipt -> receipt.refuse(reply));
        }
    }

    /// One turn of the writer, for a store without a thread of its own.
    void step() {
        var batch = queue.poll();
        if (batch.isEmpty()) return;
        writer.write(batch);
        if (queue.isEmpty()) writer.idle();
    }
}
