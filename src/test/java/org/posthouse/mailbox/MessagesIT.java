package org.posthouse.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.Accounts;
import org.posthouse.container.HouseTest;
import org.posthouse.container.HouseThread;
import org.posthouse.container.Tables;
import org.posthouse.database.UnitOfWork;
import org.posthouse.store.RecordId;

/// Rows of messages, and what folders say of them.
class MessagesIT extends HouseTest {
    private static final UUID SEGMENT = UUID.randomUUID();
    private static final AtomicInteger RECORDS = new AtomicInteger();

    @Inject Accounts accounts;
    @Inject Folders folders;
    @Inject Messages messages;
    @Inject Sweep sweep;
    @Inject UnitOfWork unitOfWork;
    @Inject Tables tables;
    @Inject HouseThread threads;

    private long inbox() { return inbox(people.somebody().account()); }

    private long inbox(long account) { return unitOfWork.call(() -> folders.inbox(account)); }

    private static Arrival arrival(long folder) { return arrival(folder, 100); }

    private static Arrival arrival(long folder, long octets) {
        return new Arrival(folder, new RecordId(SEGMENT, RECORDS.getAndIncrement()), 0, Instant.parse("2026-01-02T03:04:05.678901Z"), new byte[] {'R', (byte) 0xFF, 0}, octets);
    }

    private void add(long folder, int count) {
        var arrivals = new ArrayList<Arrival>();
        for (int i = 0; i < count; i++) arrivals.add(arrival(folder));
        unitOfWork.run(() -> messages.add(arrivals));
    }

    private List<Long> uids(long folder) { return messages.list(folder).stream().map(Messages.Row::uid).toList(); }

    private void assertCountersEqualRows(long folder) {
        assertEquals(tables.number("SELECT COUNT(*) FROM message WHERE folder_id = ?", folder), tables.number("SELECT messages FROM folder WHERE id = ?", folder));
        assertEquals(tables.number("SELECT COALESCE(SUM(octets), 0) FROM message WHERE folder_id = ?", folder), tables.number("SELECT octets FROM folder WHERE id = ?", folder));
    }

    @Test void uidsBeginAtOneAndFollowTheOrderOfArrival() {
        long folder = inbox();
        add(folder, 3);
        add(folder, 2);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), uids(folder));
        var numbers = messages.list(folder).stream().map(row -> row.record().number()).toList();
        assertEquals(numbers.stream().sorted().toList(), numbers);
        assertCountersEqualRows(folder);
    }

    @Test void aRowKeepsItsPrefixAndRecordToTheOctet() {
        long folder = inbox();
        var arrival = arrival(folder, 12_345);
        unitOfWork.run(() -> messages.add(List.of(arrival)));
        var stored = messages.find(folder, 1).orElseThrow();
        assertEquals(arrival.record(), stored.record());
        assertArrayEquals(arrival.prefix(), stored.prefix());
        assertEquals(12_345, messages.list(folder).getFirst().octets());
        assertTrue(messages.find(folder, 2).isEmpty());
    }

    @Test void nobodyEverSeesALaterUidBeforeAnEarlierOne() {
        long folder = inbox();
        var done = new AtomicBoolean();
        threads.together(5, number -> {
            if (number > 0) {
                for (int i = 0; i < 10; i++) add(folder, number);
                done.compareAndSet(false, number == 4);
                return;
            }
            var seen = List.<Long>of();
            while (!done.get()) {
                var now = uids(folder);
                assertEquals(seen, now.subList(0, seen.size()));
                seen = now;
            }
        });
        assertEquals(LongStream.rangeClosed(1, 100).boxed().toList(), uids(folder));
        assertCountersEqualRows(folder);
    }

    @Test void foldersInAnyOrderDoNotBlockEachOther() {
        var inboxes = List.of(inbox(), inbox(), inbox());
        threads.together(6, number -> {
            for (int round = 0; round < 10; round++) {
                var arrivals = new ArrayList<Arrival>();
                for (int i = 0; i < 3; i++) arrivals.add(arrival(inboxes.get((i * (number % 2 == 0 ? 1 : 2) + number) % 3)));
                unitOfWork.run(() -> messages.add(arrivals));
            }
        });
        for (var folder : inboxes) {
            assertEquals(60, uids(folder).size());
            assertCountersEqualRows(folder);
        }
    }

    @Test void whatIsExpungedLeavesATombstoneAndIsNotCountedAnyMore() {
        long folder = inbox();
        add(folder, 5);
        long modseq = tables.number("SELECT highest_modseq FROM folder WHERE id = ?", folder);
        int gone = unitOfWork.call(() -> messages.expunge(folder, Set.of(2L, 4L, 99L)));
        assertEquals(2, gone);
        assertEquals(List.of(1L, 3L, 5L), uids(folder));
        assertEquals(2, tables.number("SELECT COUNT(*) FROM expunged WHERE folder_id = ? AND uid IN (2, 4) AND modseq > ?", folder, modseq));
        assertEquals(modseq + 1, tables.number("SELECT highest_modseq FROM folder WHERE id = ?", folder));
        assertCountersEqualRows(folder);
        assertEquals(0, unitOfWork.call(() -> messages.expunge(folder, Set.of(2L, 4L))), "ignored when gone already");
        add(folder, 1);
        assertEquals(List.of(1L, 3L, 5L, 6L), uids(folder), "a UID is never used again");
    }

    @Test void manyUidsAreExpungedInOneGo() {
        long folder = inbox();
        add(folder, 300);
        assertEquals(299, unitOfWork.call(() -> messages.expunge(folder, LongStream.rangeClosed(2, 300).boxed().toList())));
        assertEquals(List.of(1L), uids(folder));
        assertCountersEqualRows(folder);
    }

    @Test void countersStayTrueUnderDeliveryAndDeletionAtOnce() {
        long folder = inbox();
        threads.together(4, number -> {
            var random = new Random(number);
            for (int round = 0; round < 20; round++) {
                if (number % 2 == 0) add(folder, 1 + random.nextInt(4));
                else {
                    var there = uids(folder);
                    var some = there.stream().filter(_ -> random.nextInt(3) == 0).toList();
                    unitOfWork.call(() -> messages.expunge(folder, some));
                }
            }
        });
        assertCountersEqualRows(folder);
        long given = tables.number("SELECT next_uid - 1 FROM folder WHERE id = ?", folder);
        var all = new TreeSet<>(uids(folder));
        assertEquals(given, all.size() + tables.number("SELECT COUNT(*) FROM expunged WHERE folder_id = ?", folder), "every UID is a row or a tombstone");
    }

    @Test void aBatchThatCannotBeWrittenLeavesNothing() {
        long folder = inbox();
        var twice = arrival(folder);
        long nowhere = 4711;
        assertThrows(RowsRefused.class, () -> unitOfWork.run(() -> messages.add(List.of(twice, arrival(nowhere)))));
        assertEquals(List.of(), uids(folder));
        assertCountersEqualRows(folder);
        assertEquals(1, tables.number("SELECT next_uid FROM folder WHERE id = ?", folder));
    }

    @Test void theJumpLeavesRoomBeforeTheNextUid() {
        long folder = inbox();
        add(folder, 2);
        unitOfWork.run(folders::jump);
        add(folder, 1);
        assertEquals(List.of(1L, 2L, 3L + Folders.UID_JUMP), uids(folder));
        assertTrue(tables.number("SELECT highest_modseq FROM folder WHERE id = ?", folder) > Folders.UID_JUMP);
    }

    @Test void aSegmentsLiveRecordsAreThoseThatARowNames() {
        long folder = inbox();
        var segment = UUID.randomUUID();
        var one = new Arrival(folder, new RecordId(segment, 3), 0, Instant.parse("2026-01-02T03:04:05Z"), new byte[0], 1);
        var other = new Arrival(folder, new RecordId(segment, 3), 1, Instant.parse("2026-01-02T03:04:05Z"), new byte[0], 1);
        var third = new Arrival(folder, new RecordId(segment, 7), 0, Instant.parse("2026-01-02T03:04:05Z"), new byte[0], 1);
        unitOfWork.run(() -> messages.add(List.of(one, other, third)));
        unitOfWork.run(() -> messages.expunge(folder, Set.of(1L, 3L)));
        var live = messages.live(segment, 10);
        assertTrue(live.get(3), "one of two copies is left");
        assertFalse(live.get(7));
    }

    @Test void aDeletedAccountsMailIsSweptAndItsAddressIsFreeAtOnce() {
        var who = people.somebody();
        long folder = inbox(who.account());
        add(folder, 2500);
        unitOfWork.call(() -> messages.expunge(folder, Set.of(1L)));
        people.delete(who);
        assertEquals(2499, tables.number("SELECT COUNT(*) FROM message WHERE folder_id = ?", folder), "deleting takes no time for them");
        assertThrows(RowsRefused.class, () -> add(folder, 1), "nothing arrives any more");
        long again = unitOfWork.call(() -> accounts.open(AccountPlan.of("Next", List.of(who.address())), java.util.Optional.empty()).id());
        sweep.run();
        for (var table : List.of("message", "expunged")) assertEquals(0, tables.number("SELECT COUNT(*) FROM " + table + " WHERE folder_id = ?", folder));
        assertEquals(0, tables.number("SELECT COUNT(*) FROM folder WHERE id = ?", folder));
        assertEquals(List.of(), uids(inbox(again)));
    }
}
