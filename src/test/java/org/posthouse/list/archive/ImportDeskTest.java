package org.posthouse.list.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.account.TestHouse;
import org.posthouse.database.Durability;
import org.posthouse.domain.Rejected;
import org.posthouse.list.ListClosed;
import org.posthouse.list.ListEntry;
import org.posthouse.list.TestLists;
import org.posthouse.list.archive.Import.State;
import org.posthouse.mailbox.TestMailbox;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;

/// Files that are brought in the background: what becomes of them when somebody, or the house, stops.
class ImportDeskTest {
    private final TestHouse house = new TestHouse(TestArchive.entities());
    private final TestLists world = TestLists.over(house);
    private final TestArchive archives = new TestArchive(house, new TestMailbox(house));
    private final ArchiveImport bringing = new ArchiveImport();
    private final ImportRows rows = new ImportRows();
    private final ImportDesk desk = new ImportDesk();
    private ListEntry list;
    private MessageStore store;
    @TempDir Path folder;

    @BeforeEach void founded() throws Exception {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        list = world.usual("biking@podunk.test", "jane@podunk.test");
        store = MessageStore.open(new StorePaths(folder.resolve("store"), folder.resolve("spool")), StoreOptions.DEFAULT, house.clock);
        archives.mailbox.open.set(store);
        bringing.work = desk.work = new ArchiveIndexTest.InTurn(house.work);
        bringing.shelf = archives.shelf;
        bringing.archive = archives.archive;
        bringing.lists = desk.lists = world.lists;
        bringing.open = archives.mailbox.open;
        bringing.durability = desk.durability = new Durability() {
            @Override public void await() { }
        };
        bringing.clock = rows.clock = house.clock;
        rows.database = archives.mailbox.rows;
        rows.ids = desk.ids = house.domains.ids;
        desk.bringing = bringing;
        desk.rows = rows;
        desk.settings = house.settings;
        start();
    }

    private void start() { desk.start(Thread.ofVirtual().factory(), folder.resolve("sent")); }

    @AfterEach void close() {
        desk.stop(Duration.ofSeconds(10));
        store.close();
        house.close();
    }

    private static byte[] file(int posts) {
        return IntStream.range(0, posts).mapToObj(i -> "From a@b Mon Mar  2 10:00:00 2009\n" + (i == 1 ? "\nno header\n" : "From: jane@podunk.test\nSubject: " + i + "\n" + (i == 2 ? "" : "Message-ID: <" + i + "@x>\n") + "\ntext\n") + "\n")
                .collect(Collectors.joining()).getBytes(StandardCharsets.US_ASCII);
    }

    private Import begin(int posts) throws IOException {
        var file = file(posts);
        return desk.begin(list, "old.mbox", desk.receive(new ByteArrayInputStream(file), file.length), true);
    }

    private Import ended(Import one) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            var now = desk.find(list.id(), one.id());
            if (now.isPresent() && !now.get().open()) return now.get();
            Thread.sleep(10);
        }
        throw new AssertionError("still open: " + desk.find(list.id(), one.id()));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder.resolve("sent"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test void aFileIsBroughtAndThenForgotten() throws Exception {
        var done = ended(begin(600));
        assertEquals("DONE 599 0 1 600 " + file(600).length, done.state() + " " + done.progress().added() + " " + done.progress().there() + " " + done.progress().refused() + " " + done.progress().posts() + " " + done.progress().reached());
        assertEquals("[2 NO_HEADER]", desk.refusals(done, 10).stream().map(one -> one.post() + " " + one.why()).toList().toString());
        for (int i = 0; i < 500 && !files().isEmpty(); i++) Thread.sleep(10);
        assertEquals(List.of(), files());
        assertEquals(599, house.work.call(() -> archives.shelf.count(list.id())));
        assertEquals(Optional.of(599L), house.work.call(() -> archives.archive.wasAt(list.id(), "2009-March/000599.html")));
    }

    @Test void oneThatStoppedGoesOnWhereItWas() throws Exception {
        var failing = new ArchiveImport() {
            @Override Import.Progress bring(ListEntry into, java.io.InputStream in, boolean old, Import.Progress from, Ledger ledger, java.util.function.BooleanSupplier stopping) throws IOException, InterruptedException {
                return bringing.bring(into, in, old, from, (now, refused) -> {
                    ledger.note(now, refused);
                    if (now.posts() > 400) throw new IllegalStateException("the lights went out");
                }, stopping);
            }
        };
        desk.bringing = failing;
        var failed = ended(begin(600));
        assertEquals("FAILED 255 the lights went out", failed.state() + " " + failed.progress().added() + " " + failed.failed());
        desk.stop(Duration.ofSeconds(10));
        desk.bringing = bringing;
        start();
        desk.goOn(desk.newest(list.id()).orElseThrow());
        var done = ended(failed);
        assertEquals("DONE 599 0 1", done.state() + " " + done.progress().added() + " " + done.progress().there() + " " + done.progress().refused());
        assertEquals(599, house.work.call(() -> archives.shelf.count(list.id())), "the one without a Message-ID came once");
        assertEquals(Optional.of(599L), house.work.call(() -> archives.archive.wasAt(list.id(), "2009-March/000599.html")));
    }

    @Test void aHouseThatStartsGoesOnByItself() throws Exception {
        desk.stop(Duration.ofSeconds(10));
        var waits = begin(10);
        assertEquals(State.WAITING, desk.newest(list.id()).orElseThrow().state());
        Files.writeString(folder.resolve("sent/sent1.part"), "cut off");
        start();
        assertEquals(9, ended(waits).progress().added());
        for (int i = 0; i < 500 && !files().isEmpty(); i++) Thread.sleep(10);
        assertEquals(List.of(), files());
    }

    @Test void oneAtATimeAndItCanBeCancelled() throws Exception {
        desk.stop(Duration.ofSeconds(10));
        var first = begin(10);
        assertThrows(Rejected.class, () -> begin(10));
        assertEquals(1, files().size(), "nothing is left of the second");
        desk.cancel(first);
        assertEquals(List.of(), files());
        assertThrows(Rejected.class, () -> desk.cancel(first));
        assertThrows(Rejected.class, () -> desk.goOn(first));
        start();
        assertEquals(State.CANCELLED, ended(first).state());
        assertEquals(State.DONE, ended(begin(3)).state());
    }

    @Test void whatIsTooLargeOrEmptyIsRefused() throws IOException {
        house.work.call(() -> house.settings.change(Map.of("archive.import-octets", Optional.of("1048576")), Optional.empty()));
        assertThrows(Rejected.class, () -> desk.receive(new ByteArrayInputStream(new byte[0]), (1 << 20) + 1));
        assertThrows(Rejected.class, () -> desk.receive(new ByteArrayInputStream(new byte[(1 << 20) + 1]), -1));
        assertThrows(Rejected.class, () -> desk.receive(new ByteArrayInputStream(new byte[0]), -1));
        assertEquals(List.of(), files());
    }

    @Test void aListThatGoesEndsIt() throws Exception {
        var steps = new java.util.concurrent.atomic.AtomicBoolean();
        var removing = new ArchiveImport() {
            @Override Import.Progress bring(ListEntry into, java.io.InputStream in, boolean old, Import.Progress from, Ledger ledger, java.util.function.BooleanSupplier stopping) throws IOException, InterruptedException {
                house.work.run(() -> rows.forget(into.id()));
                try {
                    return bringing.bring(into, in, old, from, ledger, stopping);
                } finally {
                    steps.set(true);
                }
            }
        };
        desk.bringing = removing;
        begin(10);
        for (int i = 0; i < 500 && !steps.get(); i++) Thread.sleep(10);
        desk.gone(new ListClosed(list.id()));
        for (int i = 0; i < 500 && !files().isEmpty(); i++) Thread.sleep(10);
        assertEquals(List.of(), files());
        assertTrue(desk.newest(list.id()).isEmpty());
        assertEquals(0, house.work.call(() -> archives.shelf.count(list.id())));
        assertFalse(house.work.call(rows::unfinished).stream().anyMatch(Import::open));
    }
}
