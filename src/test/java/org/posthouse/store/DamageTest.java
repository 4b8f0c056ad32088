package org.posthouse.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthouse.crash.CrashFileSystem;
import org.posthouse.crash.Loss;

/// Rot, a disk that fails and a disk that is full.
class DamageTest {
    private static final StoreOptions OPTIONS = CrashScript.OPTIONS.withSegmentBytes(100_000);

    private final Logger log = Logger.getLogger("org.posthouse.store");
    private final List<Damage> damages = new ArrayList<>();
    private CrashFileSystem disk = new CrashFileSystem();
    private MessageStore store;
    private int opened;

    @BeforeEach void open() throws StoreUnusable {
        log.setLevel(Level.OFF);
        store = MessageStore.open(new StorePaths(disk.getPath("/store"), disk.getPath("/spool")), OPTIONS, Clock.systemUTC(), damages::add, new SplittableRandom(++opened), false);
    }

    @AfterEach void loud() { log.setLevel(null); }

    /// As after kill -9.
    private void crash() throws StoreUnusable {
        disk = disk.afterCrash(Loss.NOTHING, 0);
        open();
    }

    private Receipt append(int octets, long seed) {
        var body = Samples.body(octets, seed);
        var receipt = store.append(Samples.envelope(body), body);
        store.step();
        return receipt;
    }

    private RecordId stored(int octets, long seed) { return append(octets, seed).id().orElseThrow(); }

    private Path segment() throws IOException { return Disk.list(disk.getPath("/store")).stream().filter(file -> file.toString().endsWith(".seg")).findFirst().orElseThrow(); }

    private Path sidecar() throws IOException { return disk.getPath(segment().toString().replace(".seg", ".idx")); }

    private byte[] read(RecordId id) throws IOException {
        try (var body = store.read(id).orElseThrow()) {
            return body.open().readAllBytes();
        }
    }

    /// Where in the second record the bit flips: its fixed part, its envelope, its body.
    @ParameterizedTest
    @CsvSource({ "0", "9", "13", "25", "37", "50", "300", "400" })
    void aRottenRecordInTheMiddleIsReportedAndTheOnesAfterItLive(int offset) throws Exception {
        var one = stored(400, 1);
        int middle = (int) store.figures().segmentOctets() + Block.Mark.LENGTH; // behind the mark that followed the first batch
        var two = stored(400, 2);
        var three = stored(400, 3);
        disk.rot(segment(), middle + offset);
        crash();
        assertTrue(damages.stream().anyMatch(damage -> damage.record().equals(java.util.Optional.of(two))), damages.toString());
        assertEquals(List.of(one, three), store.poll(10).stream().map(Entry::id).toList());
        assertArrayEquals(Samples.body(400, 1), read(one));
        assertArrayEquals(Samples.body(400, 3), read(three));
        assertThrows(DamagedRecord.class, () -> read(two));
        assertTrue(Files.readString(disk.getPath("/store/quarantine/damage.log")).contains("record=" + two));
        int told = damages.size();
        crash();
        assertEquals(told, damages.size(), "what is written down is not told again");
        assertThrows(DamagedRecord.class, () -> read(two));
    }

    @Test void theLastRecordIsNotTakenForATornTailOnceTheWriterWasIdle() throws Exception {
        var one = stored(400, 1);
        var two = stored(400, 2);
        disk.rot(segment(), (int) store.figures().segmentOctets() - 50);
        crash();
        assertEquals(List.of(one), store.poll(10).stream().map(Entry::id).toList());
        assertThrows(DamagedRecord.class, () -> read(two));
    }

    @Test void rotInASealedSegmentIsFoundBeforeTheFirstOctetLeaves() throws Exception {
        var small = stored(400, 1);
        var large = stored(90_000, 2);
        store.poll(10);
        store.close();
        disk.rot(segment(), SegmentHeader.LENGTH + Block.Mark.LENGTH + 300);
        disk.rot(disk.getPath("/store/large/" + large + ".msg"), 77_000);
        crash();
        assertEquals(List.of(), damages, "sealed segments are not read at every start");
        for (var id : List.of(small, large)) {
            try (var body = store.read(id).orElseThrow()) {
                assertThrows(DamagedRecord.class, body::open);
                assertThrows(DamagedRecord.class, () -> body.transferTo(0, 10, null));
            }
        }
        assertEquals(List.of(), store.poll(10));
        assertEquals(0, store.figures().backlogRecords(), "nobody waits for what cannot be dispatched");
        assertEquals(List.of(small, large), damages.stream().map(damage -> damage.record().orElseThrow()).toList());
    }

    @Test void aDamagedSegmentIsNotCompacted() throws Exception {
        stored(400, 1);
        var two = stored(400, 2);
        store.checkpoint(store.poll(10).getLast().position());
        store.close();
        disk.rot(segment(), SegmentHeader.LENGTH + Block.Mark.LENGTH + 300);
        crash();
        var keepFirst = new java.util.BitSet();
        keepFirst.set(0);
        assertEquals(new Compaction(0, 0, 0, 0), store.compact((_, _) -> keepFirst, 1));
        assertArrayEquals(Samples.body(400, 2), read(two));
        assertEquals(1, damages.size());
    }

    @Test void aRottenHeaderCostsNoMessage() throws Exception {
        var one = stored(400, 1);
        store.close();
        disk.rot(segment(), 70);
        Files.delete(sidecar());
        crash();
        assertEquals("the segment's header is wrong", damages.getFirst().what());
        assertArrayEquals(Samples.body(400, 1), read(one));
    }

    @Test void aTornMarkBetweenTheLastBatchAndTheSealIsNoDamage() throws Exception {
        var one = stored(400, 1);
        store.close();
        Files.delete(sidecar());
        disk.rot(segment(), (int) Files.size(segment()) - 2 * Block.Mark.LENGTH + 4); // found by script 12: the mark lay across two sectors
        crash();
        assertEquals(List.of(), damages);
        assertArrayEquals(Samples.body(400, 1), read(one));
    }

    @Test void aSegmentWithoutHeaderAndMarkIsLeftAlone() throws Exception {
        var one = stored(400, 1);
        store.close();
        for (int at = 0; at < 200; at += 8) disk.rot(segment(), at);
        crash();
        assertEquals(1, damages.size());
        assertThrows(DamagedRecord.class, () -> read(one));
        assertArrayEquals(Samples.body(30, 2), read(stored(30, 2)));
    }

    @Test void aMissingLargeBodyIsDamage() throws Exception {
        var large = stored(5000, 1);
        var next = stored(10, 2);
        Files.delete(disk.getPath("/store/large/" + large + ".msg"));
        crash();
        assertEquals(List.of(next), store.poll(10).stream().map(Entry::id).toList());
        assertThrows(DamagedRecord.class, () -> read(large));
    }

    @Test void octetsOfAMessageCannotPassForARecord() throws Exception {
        var inside = segmentOctetsOfAnotherStore();
        var facts = Samples.facts(inside);
        var receipt = store.append(Samples.envelope(inside), inside);
        store.step();
        var after = stored(100, 2);
        disk.rot(segment(), SegmentHeader.LENGTH + Block.Mark.LENGTH + 13); // the record around it loses its header, so octets are searched
        crash();
        assertEquals(List.of(after), store.poll(10).stream().map(Entry::id).toList());
        assertThrows(DamagedRecord.class, () -> read(receipt.id().orElseThrow()));
        assertEquals(inside.length, facts.size());
    }

    private byte[] segmentOctetsOfAnotherStore() throws Exception {
        var other = new CrashFileSystem();
        try (var elsewhere = MessageStore.open(new StorePaths(other.getPath("/store"), other.getPath("/spool")), OPTIONS, Clock.systemUTC(), damages::add, new SplittableRandom(99), false)) {
            var body = Samples.body(200, 9);
            elsewhere.append(Samples.envelope(body), body);
            elsewhere.step();
            var file = Disk.list(other.getPath("/store")).stream().filter(path -> path.toString().endsWith(".seg")).findFirst().orElseThrow();
            return Files.readAllBytes(file);
        }
    }

    @ParameterizedTest
    @EnumSource(CrashFileSystem.Fault.class)
    void aFailedSyncRefusesItsBatchAndTheNextGoesToAFreshSegment(CrashFileSystem.Fault fault) throws Exception {
        var before = stored(400, 1);
        disk.failAt(disk.events() + 2, fault); // the write, then the sync
        var failed = append(400, 2);
        assertTrue(failed.id().isEmpty());
        assertEquals(fault == CrashFileSystem.Fault.NO_SPACE ? 452 : 451, failed.await().code());
        var after = stored(400, 3);
        assertTrue(!after.segment().equals(before.segment()));
        assertEquals(1, store.figures().failedSyncs());
        assertEquals(List.of(before, after), store.poll(10).stream().map(Entry::id).toList());
        crash();
        assertEquals(List.of(before, after), store.poll(10).stream().map(Entry::id).toList(), "what was refused does not come back");
        assertEquals(List.of(), damages);
    }

    @Test void aFullDiskRefusesAndRecovers() throws Exception {
        var ids = new ArrayList<RecordId>();
        disk.capacity(150_000);
        Receipt last = null;
        for (int i = 0; i < 200; i++) {
            last = append(1000, i);
            if (last.id().isEmpty()) break;
            ids.add(last.id().get());
        }
        assertEquals(452, last.await().code());
        assertEquals("4.3.1", last.await().enhanced());
        disk.capacity(Long.MAX_VALUE);
        ids.add(append(1000, 1000).id().orElseThrow());
        var taken = new ArrayList<RecordId>();
        for (var batch = store.poll(50); !batch.isEmpty(); batch = store.poll(50)) batch.forEach(entry -> taken.add(entry.id()));
        assertEquals(ids, taken);
    }

    @Test void aNewerStoreIsRefusedByName() throws Exception {
        stored(10, 1);
        store.close();
        var file = segment();
        var octets = Files.readAllBytes(file);
        octets[11] = 9;
        int crc = Crc.of(java.nio.ByteBuffer.wrap(octets, 0, SegmentHeader.LENGTH - 4));
        java.nio.ByteBuffer.wrap(octets).putInt(SegmentHeader.LENGTH - 4, crc);
        Files.write(file, octets);
        var refused = assertThrows(StoreUnusable.class, this::crash);
        assertTrue(refused.getMessage().contains(file.getFileName().toString()) && refused.getMessage().contains("segment version 9, this house reads 1"), refused.getMessage());
    }

    @Test void anEnvelopeOfANewerHouseHoldsTheDispatcherAndIsNotSkipped() throws Exception {
        var one = stored(100, 1);
        int second = (int) store.figures().segmentOctets() + Block.Mark.LENGTH;
        stored(100, 2);
        stored(100, 3);
        patchEnvelopeVersion(second);
        crash();
        assertEquals(List.of(one), store.poll(10).stream().map(Entry::id).toList());
        for (int i = 0; i < 2; i++) assertEquals("envelope version 3, this house reads 1 to 2", assertThrows(IOException.class, () -> store.poll(10)).getMessage());
        assertEquals(3, store.figures().backlogRecords());
        assertEquals(List.of(), damages);
    }

    private void patchEnvelopeVersion(int at) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(segment(), java.nio.file.StandardOpenOption.READ, java.nio.file.StandardOpenOption.WRITE)) {
            var octets = Disk.read(channel, at, 40 + 4096);
            octets.put(40, (byte) 3);
            octets.putInt(32, Crc.of(octets.slice(40, octets.getInt(16))));
            octets.putInt(36, Crc.of(octets.slice(0, 36)));
            Disk.writeFully(channel, octets, at);
        }
    }
}
