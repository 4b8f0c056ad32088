package org.posthouse.journey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthouse.database.AfterCommit;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.store.Entry;
import org.posthouse.store.Headings;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;

/// Takes down what happens. What is noted faster than it can be written is dropped and counted, oldest last: mail never waits for its story.
@ApplicationScoped public class Journal {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final int BUFFERED = 100_000;
    private static final Duration GATHER = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(50);
    /// Octets of a header that are looked through for the Message-ID.
    private static final int HEADER = 64 << 10;
    private static final Duration DROP_EVERY = Duration.ofMinutes(1);
    private static final Duration COMPLAIN_EVERY = Duration.ofHours(1);
    private static final int CAUGHT_UP_AT_ONCE = 100;

    @Inject Clock clock;
    @Inject Settings settings;
    private final Path home;

    private final ArrayBlockingQueue<Object> buffer = new ArrayBlockingQueue<>(BUFFERED);
    private final LongAdder dropped = new LongAdder();
    private volatile boolean on = true;
    private volatile long days = Setting.JOURNEYS_DAYS.standard();
    private volatile long most = Setting.JOURNEYS_OCTETS.standard();
    private volatile boolean stopping;
    private volatile Optional<Shelf> shelf = Optional.empty();
    private volatile Optional<MessageStore> store = Optional.empty();
    private Optional<Thread> thread = Optional.empty();

    // of the writing thread
    private final Block.Writer writer = new Block.Writer();
    private final ArrayList<Item> block = new ArrayList<>();
    private Instant nextDrop = Instant.MIN;
    private Instant nextComplaint = Instant.MIN;

    /// For the container's proxy.
    protected Journal() { home = null; }

    @Inject public Journal(@ConfigProperty(name = "posthouse.home", defaultValue = "./var") String home) { this.home = Path.of(home); }

    /// How much there is.
    ///
    /// @param oldest  the first day, of UTC; empty when there is nothing
    /// @param dropped events since the start that came faster than they could be written
    public record Figures(boolean on, int days, Optional<LocalDate> oldest, long octets, long dropped) { }

    /// Returns at once. Inside a unit of work it counts once that is committed.
    public void note(Event event) { if (on) AfterCommit.run(() -> offer(event)); }

    /// By the dispatcher: an envelope of the store. As [#note].
    public void accepted(Entry entry) { if (on) AfterCommit.run(() -> offer(entry)); }

    private void offer(Object what) { if (!buffer.offer(what)) dropped.increment(); }

    /// @param factory makes the thread that writes
    /// @param store   where headers are read; open until [#stop] has returned
    public synchronized void start(ThreadFactory factory, MessageStore store) {
        this.store = Optional.of(store);
        follow();
        stopping = false;
        var made = factory.newThread(this::run);
        thread = Optional.of(made);
        made.start();
    }

    /// Writes what was noted so far.
    public synchronized void stop(Duration patience) {
        stopping = true;
        try {
            if (thread.isPresent() && !thread.get().join(patience)) LOG.log(Level.WARNING, "event=journal-cut what=some of the last events were not written");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        thread = Optional.empty();
        store = Optional.empty();
    }

    Optional<Shelf> shelf() { return shelf; }

    /// The record as the store has it, when nothing else is left of it.
    Optional<Acceptance> told(RecordId id) {
        var open = store;
        if (open.isEmpty()) return Optional.empty();
        try (var body = open.get().read(id).orElse(null); var headings = open.get().headings()) {
            return body == null ? Optional.empty() : Optional.of(Acceptance.of(id, body.envelope(), headings.read(id, HEADER).map(Heading::of).orElse(Heading.NONE)));
        } catch (IOException | RuntimeException unreadable) {
            LOG.log(Level.DEBUG, "event=record-not-told record=" + id, unreadable);
            return Optional.empty();
        }
    }

    public Figures figures() {
        var days = shelf.map(Shelf::days).orElse(List.of());
        long octets = 0;
        try {
            octets = shelf.isPresent() ? shelf.get().octets() : 0;
        } catch (IOException changing) {
            LOG.log(Level.DEBUG, "event=journeys-not-counted what={0}", changing.getMessage());
        }
        return new Figures(on, days.size(), days.isEmpty() ? Optional.empty() : Optional.of(days.getLast().date), octets, dropped.sum());
    }

    private void run() {
        try {
            while (!step() || !buffer.isEmpty()) gather();
            if (shelf.isPresent()) shelf.get().rest();
        } catch (IOException failed) {
            complain(failed);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void gather() throws InterruptedException {
        for (long until = System.nanoTime() + GATHER.toNanos(); !stopping && buffer.size() < BUFFERED / 4 && System.nanoTime() < until; ) Thread.sleep(TICK);
    }

    /// Writes what waits.
    ///
    /// @return whether this was the last time
    boolean step() {
        boolean last = stopping;
        try {
            look();
            var some = new ArrayList<>(Math.min(buffer.size() + 16, BUFFERED));
            buffer.drainTo(some);
            write(some);
            if (!last) tidy();
        } catch (IOException | RuntimeException failed) {
            complain(failed);
            block.clear();
            if (!writer.isEmpty()) writer.finish();
        }
        return last;
    }

    /// Takes the settings as they are now; a switch holds from here on. On a thread that may ask the database.
    public void follow() {
        var now = settings.now();
        on = now.flag(Setting.JOURNEYS_ON);
        days = now.value(Setting.JOURNEYS_DAYS);
        most = now.value(Setting.JOURNEYS_OCTETS);
    }

    private void look() throws IOException {
        if (shelf.isEmpty()) shelf = Optional.of(Shelf.open(home.resolve("log/journeys"), home.resolve("index/journeys")));
    }

    private void write(List<Object> some) throws IOException {
        try (var headings = store.map(MessageStore::headings).orElse(null)) {
            for (var what : some) {
                var item = what instanceof Entry entry ? Acceptance.of(entry.id(), entry.envelope(), heading(headings, entry.id())) : (Item) what;
                writer.add(item);
                block.add(item);
                if (writer.isFull()) finish();
            }
        }
        if (!writer.isEmpty()) finish();
    }

    private static Heading heading(Headings headings, RecordId id) {
        try {
            return headings == null ? Heading.NONE : headings.read(id, HEADER).map(Heading::of).orElse(Heading.NONE);
        } catch (IOException | RuntimeException unreadable) {
            return Heading.NONE;                                         // gone already, or damaged: whoever reads the message is told
        }
    }

    private void finish() throws IOException {
        var keys = Day.keys(block);
        block.clear();
        shelf.orElseThrow().append(today(), writer.finish(), keys);
    }

    /// Keys that are missing, a few at a time, and days that are over.
    private void tidy() throws IOException {
        shelf.orElseThrow().catchUp(CAUGHT_UP_AT_ONCE);
        if (clock.instant().isBefore(nextDrop)) return;
        nextDrop = clock.instant().plus(DROP_EVERY);
        shelf.orElseThrow().drop(today().minusDays(days), most);
    }

    private LocalDate today() { return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC); }

    private void complain(Exception failed) {
        if (clock.instant().isBefore(nextComplaint)) return;
        nextComplaint = clock.instant().plus(COMPLAIN_EVERY);
        LOG.log(Level.ERROR, "event=journal-failed what=what happens to messages is not written; mail goes on", failed);
    }
}
