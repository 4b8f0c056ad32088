package org.posthouse.journey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path home;

    private Shelf open() throws IOException { return Shelf.open(home.resolve("files"), home.resolve("keys")); }

    private static Event event(String record, String recipient) { return new Event(NOON, record, recipient, Event.Kind.DELIVERED, "INBOX", ""); }

    private static void put(Shelf shelf, LocalDate date, Item... items) throws IOException {
        var writer = new Block.Writer();
        for (var item : items) writer.add(item);
        shelf.append(date, writer.finish(), Day.keys(List.of(items)));
    }

    private static List<Item> find(Shelf shelf, long key) throws IOException {
        var found = new ArrayList<Item>();
        for (var day : shelf.days()) {
            try (var channel = day.reading()) {
                for (int number : day.blocks(key)) Day.read(channel, number).orElseThrow().stream().filter(item -> Key.has(item, key)).forEach(found::add);
            }
        }
        return found;
    }

    private static List<String> records(List<Item> items) { return items.stream().map(Item::record).toList(); }

    @Test void whatIsWrittenIsReadAsItWas() throws IOException {
        var shelf = open();
        var taken = new Acceptance(NOON.plusNanos(123_000), "aa-1", "bob@example.org", List.of("jane@example.test", "\u592a\u90ce@\u4f8b\u3048.test"), 1234, "smtp", "192.0.2.7", "client", "TLSv1.3", 7, "jane@example.test", "s1",
                true, "pass", "held", "cause", new Heading("Id@Host", "=?UTF-8?B?SGk=?=", 2));
        var event = event("aa-1", "jane@example.test").to("x@far.test").of(9);
        put(shelf, DAY, taken, event);
        assertEquals(List.of(taken, event), find(shelf, Key.record("aa-1")));
        assertEquals(List.of(taken), find(shelf, Key.message("<ID@host>")));
        assertEquals(List.of(taken), find(shelf, Key.address("\u592a\u90ce@xn--r8jz45g.test")), "a domain is found in either of its forms");
        assertEquals(List.of(event), find(shelf, Key.account(9)));
        assertEquals(List.of(event), find(shelf, Key.domain("FAR.test")));
        assertEquals(List.of(), find(shelf, Key.record("aa-2")));
    }

    @Test void keysAreMadeAgainWhenTheyAreLost() throws IOException {
        var shelf = open();
        for (int i = 0; i < 20; i++) put(shelf, DAY, event("aa-" + i, "jane@example.test"));
        shelf.rest();
        put(shelf, DAY, event("aa-20", "jane@example.test"));
        var killed = open();
        assertEquals(20, find(killed, Key.address("jane@example.test")).size(), "the last one had its keys in memory only");
        put(killed, DAY, event("aa-21", "jane@example.test"));
        while (killed.catchUp(5)) { }
        assertEquals(22, find(killed, Key.address("jane@example.test")).size());
        killed.rest();
        try (var keys = Files.list(home.resolve("keys"))) {
            for (var file : keys.toList()) Files.delete(file);
        }
        var again = open();
        while (again.catchUp(5)) { }
        assertEquals("aa-21", records(find(again, Key.address("jane@example.test"))).getFirst());
        assertEquals(22, find(again, Key.ANY).size());
    }

    @Test void aTornEndIsCutAndWritingGoesOn() throws IOException {
        put(open(), DAY, event("aa-1", "a@example.test"));
        var file = home.resolve("files/2026-03-01.journey");
        var whole = Files.readAllBytes(file);
        for (int torn = 1; torn < whole.length; torn += 7) {
            Files.write(file, whole);
            Files.write(file, java.util.Arrays.copyOf(whole, torn), StandardOpenOption.APPEND);
            var shelf = open();
            put(shelf, DAY, event("aa-2", "b@example.test"));
            while (shelf.catchUp(5)) { }
            assertEquals(List.of("aa-2", "aa-1"), records(find(shelf, Key.ANY)), "torn after " + torn + " octets");
        }
    }

    @Test void aBlockThatRottedCostsItselfAlone() throws IOException {
        var shelf = open();
        for (int i = 0; i < 3; i++) put(shelf, DAY, event("aa-" + i, "a@example.test"));
        shelf.rest();
        try (var channel = FileChannel.open(home.resolve("files/2026-03-01.journey"), StandardOpenOption.WRITE)) {
            channel.write(US_ASCII.encode("rot"), Block.HEAD + 3);
        }
        var day = open().days().getFirst();
        int whole = 0;
        try (var channel = day.reading()) {
            for (int number : day.blocks(Key.ANY)) if (Day.read(channel, number).isPresent()) whole++;
        }
        assertEquals(2, whole);
    }

    @Test void manyKeysGoIntoFilesThatAreMerged() throws IOException {
        var shelf = open();
        for (int block = 0; block < 300; block++) {
            var items = new Item[4000];
            for (int i = 0; i < items.length; i++) items[i] = event("aa-" + block + "-" + i, "user" + (block * items.length + i) + "@example.test");
            put(shelf, DAY, items);
        }
        try (var keys = Files.list(home.resolve("keys"))) {
            assertTrue(keys.count() <= 8, "merged");
        }
        for (int some : new int[] {0, 1, 3999, 4000, 777_777, 1_199_999}) assertEquals(List.of("aa-" + some / 4000 + "-" + some % 4000), records(find(shelf, Key.address("user" + some + "@example.test"))));
        assertEquals(300, shelf.days().getFirst().blocks(Key.domain("example.test")).length);
        put(shelf, DAY.plusDays(1), event("bb-1", "user0@example.test"));
        assertEquals(List.of("bb-1", "aa-0-0"), records(find(shelf, Key.address("user0@example.test"))), "newest first, over days");
        try (var keys = Files.list(home.resolve("keys"))) {
            assertEquals(1, keys.count(), "a day that is over has one file of keys");
        }
    }

    @Test void daysAreDroppedWhole() throws IOException {
        var shelf = open();
        for (int i = 0; i < 5; i++) put(shelf, DAY.plusDays(i), event("aa-" + i, "a@example.test"));
        shelf.drop(DAY.plusDays(2), Long.MAX_VALUE);
        assertEquals(List.of("aa-4", "aa-3", "aa-2"), records(find(shelf, Key.ANY)));
        shelf.drop(DAY, 1);
        assertEquals(List.of("aa-4"), records(find(shelf, Key.ANY)), "room comes before age, and the newest day stays");
        shelf.rest();
        try (var files = Files.walk(home)) {
            assertEquals(2, files.filter(Files::isRegularFile).count(), "its file and its keys");
        }
    }
}
