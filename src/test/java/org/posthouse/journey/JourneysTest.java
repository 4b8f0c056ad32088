package org.posthouse.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.posthouse.journey.TestJournal.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.journey.Event.Kind;
import org.posthouse.setting.Setting;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;

class JourneysTest {
    private static final Sight ALL = new Sight.All();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path home;
    private TestJournal house;

    @BeforeEach void open() { house = new TestJournal(home); }

    private void message(int number, String to) {
        house.accepted(number, "eve@far.test", null, false, to);
        house.note(house.event(number, to, Kind.DELIVERED, "INBOX", "").of(7));
    }

    @Test void pagesGoOnWhereTheLastOneEnded() throws Exception {
        for (int i = 0; i < 120; i++) {
            message(i, "jane@red.test");
            house.now = house.now.plusSeconds(1);
            if (i % 7 == 0) house.journal.step();
        }
        house.note(house.event(3, "jane@red.test", Kind.ANSWERED, "eve@far.test", "away").of(7));
        house.journal.step();
        var all = new ArrayList<String>();
        Optional<Place> next = Optional.empty();
        do {
            var page = house.journeys.page(Search.of("jane@red.test"), ALL, next, 50);
            page.found().forEach(found -> all.add(TestJournal.number(found.record())));
            next = page.next();
        } while (next.isPresent());
        assertEquals(120, all.size());
        assertEquals(120, all.stream().distinct().count(), "each once");
        assertEquals(List.of("3", "77", "76"), all.subList(0, 3), "the one that something happened to last first (numbers are hexadecimal)");
        assertEquals(all, List.copyOf(house.journeys.page(Search.ALL, ALL, Optional.empty(), 1000).found().stream().map(f -> TestJournal.number(f.record())).toList()));
    }

    @Test void daysAreLookedThroughAndLimitsOfTimeHold() throws Exception {
        for (int day = 0; day < 5; day++) {
            house.now = NOON.plus(Duration.ofDays(day));
            message(day, "jane@red.test");
            if (day > 0) house.note(house.event(0, "jane@red.test", Kind.DEFERRED, "mx.far.test", "451 later").to("x@far.test"));
            house.journal.step();
        }
        assertEquals(6, house.journeys.story(record(0).toString(), ALL).orElseThrow().events().size() + 1, "one story over five days");
        assertEquals(List.of("0", "4", "3", "2", "1"), house.find("", ALL));
        var second = new Search("", "", "", Optional.of(NOON.plus(Duration.ofDays(1)).minusSeconds(60)), Optional.of(NOON.plus(Duration.ofDays(1)).plusSeconds(60)));
        assertEquals(List.of("0", "1"), house.find(second, ALL));
        assertEquals(List.of("1"), house.find(new Search("eve@far.test", "", "", second.from(), second.until()), ALL), "of the other, only something later that does not name her");
        house.settings.put(Setting.JOURNEYS_DAYS, 2L);
        house.journal.follow();
        house.now = house.now.plusSeconds(61);
        house.journal.step();
        assertEquals(List.of("0", "4", "3", "2"), house.find("", ALL));
        assertEquals(3, house.journal.figures().days());
    }

    @Test void headersAreReadFromTheStoreAndWhatWasLostIsToldFromIt() throws Exception {
        var octets = "Message-ID: <Saturday@podunk.test>\r\nSubject: Ride\r\n\r\nHello\r\n".getBytes();
        try (var store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, house.journal.clock)) {
            var facts = new org.posthouse.connector.api.BodyFacts(octets.length, octets.length - 7, 4, 0, false, true);
            var envelope = new Envelope(Sender.of(org.posthouse.mime.Path.to("eve", "far.test")), List.of(Recipient.of(org.posthouse.mime.Path.to("jane", "red.test"))));
            for (int i = 0; i < 2; i++) assertEquals(250, store.append(org.posthouse.store.StoredEnvelope.made(NOON, envelope, facts, "cause" + i), octets).await().code());
            house.journal.start(Thread.ofPlatform().factory(), store);
            var entries = store.take(2);
            house.journal.accepted(entries.getFirst());
            house.journal.stop(Duration.ofSeconds(10));
            var found = house.journeys.page(new Search("", "jane@red.test", "<saturday@PODUNK.test>", Optional.empty(), Optional.empty()), ALL, Optional.empty(), 50).found();
            assertEquals(List.of(entries.getFirst().id().toString()), found.stream().map(Story.Glance::record).toList());
            assertEquals("Ride", found.getFirst().taken().orElseThrow().about().subject());
            house.journal.start(Thread.ofPlatform().factory(), store);
            assertEquals("Ride", house.journeys.story(entries.getLast().id().toString(), ALL).orElseThrow().taken().orElseThrow().about().subject(), "never noted, and the store has it");
            assertTrue(house.journeys.story(entries.getLast().id().toString(), new Sight.Own(1, java.util.Set.of())).isEmpty());
            house.journal.stop(Duration.ofSeconds(10));
        }
    }

    @Test void aHouseThatTakesNothingDownStillReads() throws Exception {
        message(1, "jane@red.test");
        house.journal.step();
        house.settings.put(Setting.JOURNEYS_ON, 0L);
        house.journal.follow();
        message(2, "jane@red.test");
        house.journal.step();
        assertEquals(List.of("1"), house.find("", ALL));
        assertFalse(house.journal.figures().on());
        var again = new TestJournal(home);
        assertEquals(List.of("1"), again.find("jane@red.test", ALL), "keys that a crash lost are made again");
    }

    @Test void wordsThatAreNoAddressFindNothing() throws Exception {
        message(1, "jane@red.test");
        house.journal.step();
        for (var text : List.of("jane", "@", "<>", "%", "a b", "@@", "..", "red", "[192.0.2.7]")) assertEquals(List.of(), house.find(text, ALL), text);
        for (var text : List.of("JANE@RED.TEST", "<jane@red.test>", "red.test", "@red.test", "far.test", " eve@far.test ")) assertEquals(List.of("1"), house.find(text, ALL), text);
        assertEquals(Optional.empty(), house.journeys.story("../../etc/passwd", ALL));
        assertEquals(Optional.empty(), Place.parse("2026-13-01.1.1"));
        assertEquals(Optional.empty(), Place.parse("2026-03-01.9999999999.1"));
    }

    @Test void aDiskThatFailsStopsNobody() throws Exception {
        Files.createDirectories(home.resolve("other/log"));
        Files.writeString(home.resolve("other/log/journeys"), "no folder");
        var broken = new TestJournal(home.resolve("other"));
        broken.accepted(1, "eve@far.test", null, false, "jane@red.test");
        assertFalse(broken.journal.step());
        assertEquals(List.of(), broken.find("", ALL));
    }

    @Test void manyRecipientsAreOneStory() throws Exception {
        var to = new String[10_000];
        for (int i = 0; i < to.length; i++) to[i] = "member" + i + "@far" + i % 10 + ".test";
        house.accepted(1, "eve@far.test", null, false, to);
        for (var one : to) house.note(house.event(1, one, Kind.QUEUED, "mx", ""));
        house.journal.step();
        house.now = house.now.plusSeconds(1);
        for (var one : to) house.note(house.event(1, one, one.equals(to[77]) ? Kind.FAILED : Kind.SENT, "mx", "250 OK"));
        house.journal.step();
        var story = house.journeys.story(record(1).toString(), ALL).orElseThrow();
        assertEquals(10_000, story.fates().size());
        assertEquals(to[77], story.fates().getFirst().recipient(), "what wants somebody comes first");
        assertEquals(List.of("1"), house.find(to[9_999], ALL));
        var glance = house.journeys.page(Search.ALL, ALL, Optional.empty(), 50).found().getFirst();
        assertEquals(10_000, glance.recipients());
        assertEquals(1, glance.counts().get(Fate.State.FAILED));
    }
}
