package org.posthouse.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.posthouse.connector.api.BodySink;
import org.posthouse.crash.CrashFileSystem;

/// A day in the life of a store on a [CrashFileSystem], the same for the same seed: sessions that stage and append, a dispatcher, readers who fetch and
/// delete between dispatch and checkpoint, checkpoints, compactions, a stop and a start. Then the questions that every crash must answer well.
final class CrashScript {
    static final StoreOptions OPTIONS = StoreOptions.DEFAULT.withSegmentBytes(6000).withHeapBytes(1200, 1 << 20).withReserveBytes(0).withBatch(4, 6000, 4096)
            .withBacklog(100, 1 << 20, Duration.ZERO);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    /// What the world outside knows.
    static final class Ledger {
        final Map<Long, byte[]> sent = new HashMap<>();
        final Set<Long> acknowledged = new HashSet<>();
        final Set<Long> deleted = new HashSet<>();
        final Set<Long> durablyDeleted = new HashSet<>();
    }

    final CrashFileSystem disk;
    final ModelHouse house;
    final Ledger ledger;
    final List<Damage> damages = new ArrayList<>();
    private final RandomGenerator dice;
    private final Set<RecordId> passing = new HashSet<>();
    private final ModelHouse.Durability durability;
    private MessageStore store;
    private Position dispatched = Position.START;
    private List<Entry> batch = List.of();

    CrashScript(CrashFileSystem disk, ModelHouse house, Ledger ledger, ModelHouse.Durability durability, long seed) {
        this.disk = disk;
        this.house = house;
        this.ledger = ledger;
        this.durability = durability;
        this.dice = new SplittableRandom(seed);
    }

    static CrashScript begin(ModelHouse.Durability durability, long seed) {
        var disk = new CrashFileSystem();
        return new CrashScript(disk, new ModelHouse(durability, disk), new Ledger(), durability, seed);
    }

    MessageStore store() { return store; }

    ModelHouse.Durability durability() { return durability; }

    /// Runs until the end or until the power is cut.
    void run(int rounds) {
        try {
            open();
            for (int round = 0; round < rounds && !disk.dead(); round++) {
                if (round == rounds / 2) restart();
                sessions(1 + dice.nextInt(4));
                attempt(this::dispatch);
                if (dice.nextInt(3) > 0) attempt(this::fetchAndDelete);
                if (dice.nextInt(3) == 0) attempt(this::syncAndCheckpoint);
                if (dice.nextInt(4) == 0) attempt(() -> store.compact(house.liveness(), 0.8));
            }
            if (!disk.dead()) attempt(store::close);
        } catch (StoreUnusable e) {
            // The disk failed while it was opened: the launcher says so and exits. Whoever asks next opens it again.
        }
    }

    interface Step {
        void run() throws IOException;
    }

    /// A disk that fails is an exception for the caller; the house goes on.
    private void attempt(Step step) {
        if (disk.dead()) return;
        try {
            step.run();
        } catch (IOException failed) {
            // the next round tries again
        }
    }

    void open() throws StoreUnusable {
        var root = disk.getPath("/home");
        store = MessageStore.open(new StorePaths(root.resolve("store"), root.resolve("spool")), OPTIONS, CLOCK, damages::add, new SplittableRandom(dice.nextLong()), false);
        passing.clear();
        batch = List.of();
        dispatched = store.checkpoint();
    }

    private void restart() throws StoreUnusable {
        store.close();
        if (disk.dead()) return;
        open();
        if (disk.events() > 0 && !store.cleanStop() && damages.isEmpty() && !faulty) throw new AssertionError("a clean stop was not seen as one");
    }

    /// Set when faults are raised: then a stop need not be clean.
    boolean faulty;

    private void sessions(int count) {
        var receipts = new HashMap<Long, Receipt>();
        for (int i = 0; i < count && !disk.dead(); i++) {
            long key = dice.nextLong() >>> 1;
            var body = Samples.body(dice.nextInt(4) == 0 ? 1300 + dice.nextInt(3000) : dice.nextInt(30, 1100), key);
            boolean givenUp = dice.nextInt(10) == 0;
            ledger.sent.put(key, body);
            try (var sink = store.open()) {
                write(sink, body);
                if (!givenUp) receipts.put(key, store.append(Samples.envelope(body), sink.complete(Samples.facts(body))));
            } catch (IOException refused) {
                // 452, and the session goes on
            }
        }
        store.step();
        receipts.forEach((key, receipt) -> {
            if (receipt.done() && receipt.id().isPresent()) ledger.acknowledged.add(key);
        });
    }

    private static void write(BodySink sink, byte[] body) throws IOException {
        for (int at = 0; at < body.length; at += 700) sink.write(body, at, Math.min(700, body.length - at));
    }

    void dispatch() throws IOException {
        if (batch.isEmpty()) batch = store.poll(6); // else the transaction failed last time
        if (batch.isEmpty()) return;
        house.dispatch(batch);
        dispatched = batch.getLast().position();
        batch.forEach(entry -> passing.add(entry.id()));
        store.dispatched(dispatched);
        batch = List.of();
    }

    private void fetchAndDelete() throws IOException {
        if (house.rows.isEmpty()) return;
        var row = house.rows.get(dice.nextInt(house.rows.size()));
        long key = fetch(row);
        ledger.deleted.add(key);
        try {
            house.delete(row);
        } catch (IOException e) {
            if (!disk.dead()) ledger.deleted.remove(key);
            throw e;
        }
        if (durability == ModelHouse.Durability.EACH_COMMIT) ledger.durablyDeleted.add(key);
        if (dice.nextInt(3) > 0) return;
        var gone = Set.copyOf(ledger.deleted);
        house.sync();
        ledger.durablyDeleted.addAll(gone);
    }

    private void syncAndCheckpoint() throws IOException {
        var gone = Set.copyOf(ledger.deleted);
        house.sync();
        ledger.durablyDeleted.addAll(gone);
        checkpoint();
    }

    private void checkpoint() throws IOException {
        if (store.checkpoint().covers(dispatched)) return;
        house.sync();
        store.checkpoint(dispatched);
        house.forget(Set.copyOf(passing));
        passing.clear();
    }

    /// The message of a row, octet for octet, and which one it is.
    private long fetch(ModelHouse.Row row) throws IOException {
        try (var body = store.read(row.record()).orElseThrow(() -> new AssertionError("no record for " + row))) {
            var octets = body.open().readAllBytes();
            int end = 9;
            while (octets[end] >= '0' && octets[end] <= '9') end++;
            long key = Long.parseLong(new String(octets, 9, end - 9, US_ASCII));
            if (!Samples.same(octets, ledger.sent.get(key))) throw new AssertionError("other octets than were sent, key " + key);
            if (!body.facts().equals(Samples.facts(octets))) throw new AssertionError("other facts than were sent");
            return key;
        }
    }

    /// Opens the store as after a start and dispatches all there is.
    void recover() throws StoreUnusable, IOException {
        open();
        while (store.figures().backlogRecords() > 0) dispatch();
        checkpoint();
    }

    /// Every acknowledged message is there exactly once unless it was deleted, and nothing is half there.
    void judge() throws IOException {
        if (!damages.isEmpty()) throw new AssertionError("a crash is not damage: " + damages);
        var counts = new HashMap<Long, Integer>();
        for (var row : house.rows) counts.merge(fetch(row), 1, Integer::sum);
        for (var key : ledger.sent.keySet()) {
            int copies = counts.getOrDefault(key, 0);
            if (copies > 1) throw new AssertionError("message " + key + " is there " + copies + " times");
            if (copies == 0 && ledger.acknowledged.contains(key) && !ledger.deleted.contains(key)) throw new AssertionError("acknowledged message " + key + " is lost");
            if (copies == 1 && ledger.durablyDeleted.contains(key)) throw new AssertionError("deleted message " + key + " came back");
        }
        if (!Disk.list(disk.getPath("/home/spool")).isEmpty()) throw new AssertionError("the spool was not swept");
        store.compact(house.liveness(), 1.0);
        for (var row : house.rows) fetch(row);
        stillTakesMail();
    }

    private void stillTakesMail() throws IOException {
        var body = Samples.body(500, 1);
        ledger.sent.put(1L, body);
        var receipt = store.append(Samples.envelope(body), body);
        store.step();
        if (receipt.id().isEmpty()) throw new AssertionError("the store takes no mail any more");
        var batch = store.poll(10);
        if (batch.size() != 1 || !batch.getFirst().id().equals(receipt.id().get())) throw new AssertionError("the new message is not the next: " + batch);
        ledger.sent.remove(1L);
    }
}
