package org.posthouse.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.connector.api.Staging.Admission;

@Timeout(60)
class StoreTest {
    private static final StoreOptions OPTIONS = StoreOptions.DEFAULT.withSegmentBytes(200_000).withHeapBytes(20_000, 1 << 20).withReserveBytes(0);

    @TempDir Path home;
    private MessageStore store;

    @BeforeEach void open() throws StoreUnusable { open(OPTIONS); }

    @AfterEach void close() { store.close(); }

    private void open(StoreOptions options) throws StoreUnusable {
        store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), options, Clock.systemUTC());
    }

    private void reopen(StoreOptions options) throws StoreUnusable {
        store.close();
        open(options);
    }

    private RecordId append(byte[] body) throws InterruptedException {
        var receipt = store.append(Samples.envelope(body), body);
        var reply = receipt.await();
        assertEquals(250, reply.code(), reply.toString());
        assertEquals("Stored as " + receipt.id().orElseThrow(), reply.lines().getFirst());
        return receipt.id().get();
    }

    private byte[] read(RecordId id) throws IOException {
        try (var body = store.read(id).orElseThrow()) {
            return body.open().readAllBytes();
        }
    }

    @Test void aHundredSessionsAppendAtOnceAndEachReadsItsOwnMessage() throws Exception {
        Map<RecordId, byte[]> stored = new ConcurrentHashMap<>();
        Callable<Void> session = () -> {
            for (int i = 0; i < 10; i++) {
                var body = Samples.body((int) (Thread.currentThread().threadId() * 37 + i * 3001) % 30_000, i);
                stored.put(append(body), body);
            }
            return null;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Void>>();
            for (int i = 0; i < 100; i++) running.add(threads.submit(session));
            for (var one : running) one.get();
        }
        assertEquals(1000, stored.size());
        assertTrue(store.figures().syncs() < 1000, "sessions that finish together share a sync: " + store.figures());
        for (var entry : stored.entrySet()) assertArrayEquals(entry.getValue(), read(entry.getKey()));
        reopen(OPTIONS);
        assertTrue(store.cleanStop());
        for (var entry : stored.entrySet()) assertArrayEquals(entry.getValue(), read(entry.getKey()));
        assertTrue(store.figures().segments() > 5, "the log was to roll: " + store.figures());
    }

    @Test void whatIsTakenIsWhatWasAppendedInOrderFromMemoryAndFromDisk() throws Exception {
        var ids = new ArrayList<RecordId>();
        for (int i = 0; i < 50; i++) ids.add(append(Samples.body(i * 700, i)));
        assertEquals(ids, takeAll().stream().map(Entry::id).toList());
        reopen(OPTIONS);
        var again = takeAll();
        assertEquals(ids, again.stream().map(Entry::id).toList());
        assertEquals(Samples.envelope(Samples.body(700, 1)), again.get(1).envelope());
        store.checkpoint(again.get(29).position());
        reopen(OPTIONS);
        assertEquals(ids.subList(30, 50), takeAll().stream().map(Entry::id).toList());
    }

    @Test void aDispatcherFarBehindReadsFromDiskAndThenFromMemoryAgain() throws Exception {
        reopen(OPTIONS.withBacklog(8, 1 << 20, Duration.ZERO));
        var ids = new ArrayList<RecordId>();
        for (int i = 0; i < 30; i++) ids.add(append(Samples.body(100, i)));
        var taken = new ArrayList<RecordId>();
        store.take(5).forEach(entry -> taken.add(entry.id()));
        for (int i = 0; i < 3; i++) ids.add(append(Samples.body(100, i)));
        while (taken.size() < ids.size()) store.take(7).forEach(entry -> taken.add(entry.id()));
        assertEquals(ids, taken);
        assertEquals(List.of(), store.poll(1));
    }

    private List<Entry> takeAll() throws Exception {
        var entries = new ArrayList<Entry>();
        for (var batch = store.poll(7); !batch.isEmpty(); batch = store.poll(7)) entries.addAll(batch);
        return entries;
    }

    @Test void takeWaitsForTheNextRecordAndEndsWithTheStore() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> store.take(10));
            var id = append(Samples.body(10, 1));
            assertEquals(id, first.get(10, TimeUnit.SECONDS).getFirst().id());
            var second = threads.submit(() -> store.take(10));
            store.close();
            assertEquals(List.of(), second.get(10, TimeUnit.SECONDS));
        }
    }

    @Test void aFullBacklogHoldsNewMailOffUntilItShrinks() throws Exception {
        reopen(OPTIONS.withBacklog(3, 1 << 20, Duration.ZERO));
        for (int i = 0; i < 3; i++) append(Samples.body(10, i));
        var wait = assertInstanceOf(Admission.Wait.class, store.admit(0));
        assertEquals(451, wait.reply().code());
        assertEquals("4.3.2", wait.reply().enhanced());
        var batch = store.take(2);
        assertInstanceOf(Admission.Wait.class, store.admit(0));
        store.dispatched(batch.getLast().position());
        assertInstanceOf(Admission.Go.class, store.admit(0));
        assertEquals(1, store.figures().backlogRecords());
    }

    @Test void aSessionThatWaitsForTheBacklogGoesOnAsSoonAsItShrinks() throws Exception {
        reopen(OPTIONS.withBacklog(1, 1 << 20, Duration.ofSeconds(30)));
        append(Samples.body(10, 1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> store.admit(0));
            store.dispatched(store.take(1).getLast().position());
            assertInstanceOf(Admission.Go.class, waiting.get(10, TimeUnit.SECONDS));
        }
    }

    @Test void moreThanTheDiskHoldsIsRefusedBeforeData() {
        var wait = assertInstanceOf(Admission.Wait.class, store.admit(Long.MAX_VALUE));
        assertEquals(452, wait.reply().code());
        assertEquals("4.3.1", wait.reply().enhanced());
    }

    @Test void largeAndSmallBodiesGoOutByTransferTo() throws Exception {
        for (int size : new int[] { 0, 1, 500, 19_999, 20_001, 300_000 }) {
            var body = Samples.body(size, size);
            var id = append(body);
            var out = new ByteArrayOutputStream();
            try (var stored = store.read(id).orElseThrow(); var channel = Channels.newChannel(out)) {
                assertEquals(size, stored.size());
                assertEquals(Samples.facts(body), stored.facts());
                for (long at = 0; at < size; ) at += stored.transferTo(at, size, channel);
                assertEquals(0, stored.transferTo(size, 10, channel));
            }
            assertArrayEquals(body, out.toByteArray());
            assertArrayEquals(body, read(id));
        }
    }

    @Test void theStagedHeapIsBoundedAndGivenBack() throws Exception {
        reopen(OPTIONS.withHeapBytes(20_000, 40_000));
        var sinks = new ArrayList<org.posthouse.connector.api.BodySink>();
        for (int i = 0; i < 10; i++) {
            var sink = store.open();
            sink.write(new byte[15_000], 0, 15_000);
            sinks.add(sink);
        }
        assertTrue(store.figures().stagedHeap() <= 40_000, store.figures().toString());
        assertEquals(8, Disk.list(home.resolve("spool")).size());
        sinks.forEach(org.posthouse.connector.api.BodySink::close);
        assertEquals(0, store.figures().stagedHeap());
        assertEquals(List.of(), Disk.list(home.resolve("spool")));
    }

    @Test void aStagedBodyIsReadBeforeItIsStoredAndGoneAfterItIsDiscarded() throws Exception {
        for (int size : new int[] { 0, 8192, 12_345, 50_000 }) {
            var body = Samples.body(size, 1);
            StagedBody staged;
            try (var sink = store.open()) {
                for (int at = 0; at < size; at += 1000) sink.write(body, at, Math.min(1000, size - at));
                staged = sink.complete(Samples.facts(body));
            }
            try (InputStream in = staged.open(); InputStream again = staged.open()) {
                assertArrayEquals(body, in.readAllBytes());
                assertArrayEquals(body, again.readAllBytes());
            }
            staged.close();
            assertThrows(IllegalStateException.class, () -> store.append(Samples.envelope(body), staged));
        }
        assertEquals(0, store.figures().stagedHeap());
        assertEquals(List.of(), Disk.list(home.resolve("spool")));
    }

    @Test void aBodyStagedElsewhereIsCopied() throws Exception {
        var body = Samples.body(30_000, 5);
        var closed = new boolean[1];
        var receipt = store.append(Samples.envelope(body), new StagedBody() {
            @Override public BodyFacts facts() { return Samples.facts(body); }

            @Override public InputStream open() { return new ByteArrayInputStream(body); }

            @Override public void close() { closed[0] = true; }
        });
        assertEquals(250, receipt.await().code());
        assertTrue(closed[0]);
        assertArrayEquals(body, read(receipt.id().orElseThrow()));
    }

    @Test void anEnvelopeOfAnotherBodyIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> store.append(Samples.envelope(Samples.body(10, 1)), Samples.body(20, 1)));
    }

    @Test void aCheckpointCannotPassWhatWasNotTaken() throws Exception {
        append(Samples.body(10, 1));
        assertThrows(IllegalArgumentException.class, () -> store.checkpoint(new Position(1, 0)));
        assertEquals(Position.START, store.checkpoint());
    }

    @Test void onlyOneHouseHasTheStore() {
        var refused = assertThrows(StoreUnusable.class, () -> MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), OPTIONS, Clock.systemUTC()));
        assertTrue(refused.getMessage().contains("open already"), refused.getMessage());
    }

    @Test void aClosedStoreTakesNoMail() throws Exception {
        store.close();
        var body = Samples.body(10, 1);
        assertEquals(451, store.append(Samples.envelope(body), body).await().code());
    }

    @Test void compactionDropsTheDeadAndKeepsNamesAndOctetsOfTheLiving() throws Exception {
        var bodies = new HashMap<RecordId, byte[]>();
        for (int i = 0; i < 60; i++) {
            var body = Samples.body(i % 10 == 0 ? 25_000 : 9000, i);
            bodies.put(append(body), body);
        }
        store.checkpoint(takeAll().getLast().position());
        reopen(OPTIONS);
        var dead = bodies.keySet().stream().filter(id -> id.number() % 3 > 0).toList();
        long before = store.figures().segmentOctets();
        var done = store.compact((segment, records) -> live(bodies.keySet(), dead, segment), 0.9);
        assertTrue(done.rewritten() >= 2 && done.octets() > 100_000, done.toString());
        assertTrue(store.figures().segmentOctets() < before / 2, store.figures().toString());
        check(bodies, dead);
        reopen(OPTIONS);
        check(bodies, dead);
        var all = List.copyOf(bodies.keySet());
        assertEquals(0, store.compact((segment, records) -> live(bodies.keySet(), dead, segment), 0.9).rewritten());
        store.compact((_, _) -> new BitSet(), 0.9);
        check(bodies, all);
        assertEquals(0, store.figures().segments());
        assertEquals(List.of(), Disk.list(home.resolve("store/large")));
    }

    private static BitSet live(Iterable<RecordId> all, List<RecordId> dead, java.util.UUID segment) {
        var live = new BitSet();
        for (var id : all) if (id.segment().equals(segment) && !dead.contains(id)) live.set(id.number());
        return live;
    }

    private void check(Map<RecordId, byte[]> bodies, List<RecordId> dead) throws IOException {
        for (var entry : bodies.entrySet()) {
            if (dead.contains(entry.getKey())) assertEquals(Optional.empty(), store.read(entry.getKey()).map(StoredBody::id), "dead record is there");
            else assertArrayEquals(entry.getValue(), read(entry.getKey()));
        }
    }

    @Test void aReaderKeepsItsMessageWhileCompactionDropsIt() throws Exception {
        var small = append(Samples.body(9000, 1));
        var large = append(Samples.body(100_000, 2));
        store.checkpoint(takeAll().getLast().position());
        reopen(OPTIONS);
        try (var one = store.read(small).orElseThrow(); var two = store.read(large).orElseThrow()) {
            assertEquals(1, store.compact((_, _) -> new BitSet(), 0.5).removed());
            assertArrayEquals(Samples.body(9000, 1), one.open().readAllBytes());
            assertArrayEquals(Samples.body(100_000, 2), two.open().readAllBytes());
            assertTrue(store.read(small).isEmpty());
            assertEquals(1, Disk.list(home.resolve("store/large")).size());
        }
        assertEquals(List.of(), Disk.list(home.resolve("store/large")));
    }

    @Test void aPinHoldsCompactionOff() throws Exception {
        var id = append(Samples.body(100, 1));
        store.checkpoint(takeAll().getLast().position());
        reopen(OPTIONS);
        try (var _ = store.pin(id).orElseThrow()) {
            assertEquals(1, store.compact((_, _) -> new BitSet(), 0.5).postponed());
            assertTrue(store.read(id).map(body -> { body.close(); return true; }).orElse(false));
        }
        assertEquals(1, store.compact((_, _) -> new BitSet(), 0.5).removed());
        assertTrue(store.pin(id).isEmpty());
    }

    @Test void aReferenceGainedDuringCompactionIsNotLost() throws Exception {
        var id = append(Samples.body(100, 1));
        append(Samples.body(100, 2));
        store.checkpoint(takeAll().getLast().position());
        reopen(OPTIONS);
        var asked = new int[1];
        var done = store.compact((_, _) -> {
            var live = new BitSet();
            live.set(1);
            if (asked[0]++ > 0) live.set(0); // a transaction committed while the copy was written
            return live;
        }, 0.9);
        assertEquals(new Compaction(0, 0, 1, 0), done);
        assertArrayEquals(Samples.body(100, 1), read(id));
        var pinned = store.compact((_, _) -> {
            store.pin(id).orElseThrow().close(); // one that has not committed yet where this answer comes from
            return new BitSet();
        }, 0.9);
        assertEquals(1, pinned.postponed());
        assertArrayEquals(Samples.body(100, 1), read(id));
    }

    @Test void segmentsThatAreNotBehindTheCheckpointAreLeftAlone() throws Exception {
        var id = append(Samples.body(100, 1));
        reopen(OPTIONS);
        assertEquals(new Compaction(0, 0, 0, 0), store.compact((_, _) -> new BitSet(), 1));
        assertArrayEquals(Samples.body(100, 1), read(id));
    }

    @Test void sidecarsThatAreGoneOrWrongAreWrittenAnew() throws Exception {
        var bodies = new HashMap<RecordId, byte[]>();
        for (int i = 0; i < 100; i++) {
            var body = Samples.body(3000, i);
            bodies.put(append(body), body);
        }
        store.close();
        int spoilt = 0;
        for (var file : Disk.list(home.resolve("store"))) {
            if (!file.toString().endsWith(".idx")) continue;
            if (spoilt++ % 2 == 0) Files.delete(file);
            else {
                var octets = Files.readAllBytes(file);
                Arrays.fill(octets, 56, octets.length, (byte) 0);
                Files.write(file, octets);
            }
        }
        assertTrue(spoilt >= 2);
        open(OPTIONS);
        check(bodies, List.of());
        assertEquals(100, takeAll().size());
        assertEquals(0, store.figures().damages());
    }

    @Test void aStoreWithoutItsCheckpointIsNotOpened() throws Exception {
        append(Samples.body(10, 1));
        store.close();
        var file = home.resolve("store/checkpoint");
        var octets = Files.readAllBytes(file);
        octets[9] ^= 1;
        Files.write(file, octets);
        assertTrue(assertThrows(StoreUnusable.class, this::open).getMessage().startsWith(file + ": is damaged"));
        Files.delete(file);
        assertTrue(assertThrows(StoreUnusable.class, this::open).getMessage().startsWith(file + ": is missing"));
    }

    @Test void anUncleanStopIsToldFromACleanOne() throws Exception {
        assertFalse(store.cleanStop());
        reopen(OPTIONS);
        assertTrue(store.cleanStop());
        assertFalse(Files.exists(home.resolve("store/clean")));
    }
}
