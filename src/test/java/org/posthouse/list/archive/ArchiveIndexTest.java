package org.posthouse.list.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.account.TestHouse;
import org.posthouse.list.ListEntry;
import org.posthouse.list.TestLists;
import org.posthouse.mailbox.TestMailbox;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;

/// An archive that was brought along, on a store of its own, and what is found in it.
class ArchiveIndexTest {
    private final TestHouse house = new TestHouse(TestArchive.entities());
    private final TestLists world = TestLists.over(house);
    private final TestArchive archives = new TestArchive(house, new TestMailbox(house));
    private final ArchiveIndex index = new ArchiveIndex();
    private final ArchiveImport bringing = new ArchiveImport();
    private ListEntry list;
    private MessageStore store;
    @TempDir Path folder;

    @BeforeEach void founded() throws Exception {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        list = world.usual("biking@podunk.test", "jane@podunk.test");
        store = MessageStore.open(new StorePaths(folder.resolve("store"), folder.resolve("spool")), StoreOptions.DEFAULT, house.clock);
        archives.mailbox.open.set(store);
        index.database = archives.mailbox.rows;
        index.work = bringing.work = new InTurn(house.work);
        index.shelf = bringing.shelf = archives.shelf;
        bringing.archive = archives.archive;
        bringing.lists = world.lists;
        bringing.open = archives.mailbox.open;
        bringing.durability = new org.posthouse.database.Durability() {
            @Override public void await() { }
        };
        bringing.clock = house.clock;
    }

    /// Two threads on one EntityManager, one after the other.
    static final class InTurn extends org.posthouse.database.UnitOfWork {
        private final org.posthouse.database.UnitOfWork work;

        InTurn(org.posthouse.database.UnitOfWork work) { this.work = work; }

        @Override public synchronized <T> T call(java.util.function.Supplier<T> some) { return work.call(some); }

        @Override public void run(Runnable some) {
            call(() -> {
                some.run();
                return null;
            });
        }
    }

    @AfterEach void close() {
        index.stop(Duration.ofSeconds(10));
        store.close();
        house.close();
    }

    private static final String FILE = """
            From jane@podunk.test  Mon Mar  2 10:00:00 2009
            From: Jane Doe <jane@podunk.test>
            Subject: [biking:00007] Tires for winter
            Message-ID: <a@x>
            Date: Mon, 2 Mar 2009 10:00:00 +0000

            Studded tires, or a naïve trick?

            From taro@far.test  Tue Mar  3 10:00:00 2009
            From: =?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <taro@far.test>
            Subject: Re: [biking:00007] Tires for winter
            Message-ID: <b@x>
            In-Reply-To: <a@x>
            X-Mail-Count: 8
            Content-Type: text/plain; charset=iso-2022-jp

            JAPANESE

            From li@far.test  Wed Apr  1 10:00:00 2009
            From: li at far.test (Li)
            Subject: maps
            Message-ID: <c@x>
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=gb2312

            CHINESE
            --b
            Content-Type: application/pdf; name="route.pdf"

            x
            --b--
            """;

    private static byte[] file() {
        var text = new ArrayList<Byte>();
        for (var line : FILE.split("\n", -1)) {
            var octets = line.equals("JAPANESE") ? "冬の日本語タイヤと猫".getBytes(Charset.forName("ISO-2022-JP")) : line.equals("CHINESE") ? "北京自行车地图".getBytes(Charset.forName("GB18030")) : line.getBytes(StandardCharsets.UTF_8);
            for (byte b : octets) text.add(b);
            text.add((byte) '\n');
        }
        var octets = new byte[text.size()];
        for (int i = 0; i < octets.length; i++) octets[i] = text.get(i);
        return octets;
    }

    private Import.Progress bring() throws Exception { return bringing.bring(list, new ByteArrayInputStream(file()), true, Import.Progress.NOTHING, (_, _) -> { }, () -> false); }

    private String found(String typed) throws Exception {
        return index.search(list.id(), Question.read(typed, true).orElseThrow(), true, 0, 10).numbers().toString();
    }

    private void started() throws Exception {
        index.start(Thread.ofVirtual().factory(), folder.resolve("index"));
        for (int i = 0; i < 400 && !index.follows(3); i++) Thread.sleep(25);
        for (int i = 0; i < 400 && found("tires").equals("[]"); i++) Thread.sleep(25);
    }

    @Test void anArchiveIsBroughtWithItsNumbersAndWordsAreFound() throws Exception {
        var done = bring();
        assertEquals(3, done.added());
        assertEquals("[7 2009-03-02T10:00:00Z 0, 8 2009-03-03T10:00:00Z 7, 9 2009-04-01T10:00:00Z 0]", archives.shelf.from(list.id(), Optional.empty(), 0, 10).stream().map(a -> a.number() + " " + a.posted() + " " + a.parent()).toList().toString());
        assertEquals("Li li@far.test 1", archives.shelf.find(list.id(), 9).map(a -> a.authorName() + " " + a.author() + " " + a.attachments()).orElseThrow());
        assertEquals(Optional.of(8L), archives.archive.wasAt(list.id(), "2009-March/000001.html"));
        assertEquals(Optional.of(7L), archives.archive.wasAt(list.id(), "message/" + ArchiveImport.hash("a@x")));
        assertEquals("0 3", bring().added() + " " + bring().there());
        assertEquals(10, house.work.call(() -> world.lists.number(list.id())));

        started();
        assertEquals("[8, 7]", found("tires"));
        assertEquals("[8, 7]", found("TIRE*"));
        assertEquals("[7]", found("naive trick"));
        assertEquals("[7]", found("\"studded tires\""));
        assertEquals("[]", found("\"tires studded\""));
        assertEquals("[8]", found("日本語"));
        assertEquals("[8]", found("猫"));
        assertEquals("[8]", found("タイヤ"));
        assertEquals("[]", found("本日"));
        assertEquals("[9]", found("自行车"));
        assertEquals("[9]", found("北京 地图"));
        assertEquals("[8]", found("from:山田"));
        assertEquals("[7]", found("from:jane tires"));
        assertEquals("[9]", found("file:route"));
        assertEquals("[9]", found("after:2009-04"));
        assertEquals("[8, 7]", found("before:2009-04-01"));
        assertEquals("[8]", found("tires -studded"));
        assertEquals("[7]", found("from:jane@podunk.test"));
        assertEquals("[]", index.search(list.id() + 1, Question.read("tires", true).orElseThrow(), false, 0, 10).numbers().toString());

        house.work.run(() -> archives.archive.remove(list.id(), 7));
        index.removed(new Archive.Removed(list.id(), 7));
        for (int i = 0; i < 400 && !found("tires").equals("[8]"); i++) Thread.sleep(25);
        assertEquals("[8]", found("tires"));
    }

    @Test void anIndexThatIsBrokenIsMadeAnew() throws Exception {
        bring();
        started();
        index.stop(Duration.ofSeconds(10));
        try (var files = Files.list(folder.resolve("index"))) {
            for (var file : files.toList()) if (file.getFileName().toString().startsWith("segments")) Files.write(file, new byte[] {1, 2, 3});
        }
        started();
        assertEquals("[8, 7]", found("tires"));
        index.stop(Duration.ofSeconds(10));
        house.work.run(() -> archives.archive.remove(list.id(), 8));             // while nobody looks
        index.start(Thread.ofVirtual().factory(), folder.resolve("index"));
        for (int i = 0; i < 400 && !found("tires").equals("[7]"); i++) Thread.sleep(25);
        assertEquals("[7]", found("tires"));
    }

    @Test void snippetsMarkWhatWasFound() {
        var question = Question.read("winter 日本語 tir*", true).orElseThrow();
        assertEquals("[Tires] for [winter], in [日本語]!", question.marked("Tires for winter, in 日本語!").stream().map(piece -> piece.marked() ? "[" + piece.text() + "]" : piece.text()).collect(Collectors.joining()));
        assertTrue(question.snippet("x ".repeat(1_000) + "winter").stream().anyMatch(Question.Piece::marked));
        assertEquals(List.of(), question.snippet(""));
        for (var nothing : List.of("", "  ", "\"\"", "***", "!!", ":")) assertTrue(Question.read(nothing, true).isEmpty(), nothing);
        for (var odd : List.of("from:", "after:never", "\"open", "-", "-x", "a".repeat(1_000), "( OR ) AND *")) Question.read(odd, true);
    }
}
