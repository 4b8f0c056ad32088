package org.posthouse.list.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.list.ListEntry;
import org.posthouse.list.TestLists;
import org.posthouse.mailbox.TestMailbox;

class ArchiveTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T08:00:00Z");
    private final TestHouse house = new TestHouse(TestArchive.entities());
    private final TestLists world = TestLists.over(house);
    private final TestArchive archives = new TestArchive(house, new TestMailbox(house));
    private ListEntry list;

    @BeforeEach void founded() {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        list = world.usual("biking@podunk.test", "jane@podunk.test");
    }

    @AfterEach void close() { house.close(); }

    private void post(long number, String day, String from, String subject, String id, String references) {
        archives.post(list, number, Instant.parse(day + "T08:00:00Z"), "From: " + from + "\nSubject: " + subject + "\nMessage-ID: <" + id + ">\nReferences: " + references);
    }

    private void talk() {
        post(1, "2026-01-30", "Jane <jane@podunk.test>", "Tires", "a@x", "");
        post(2, "2026-02-01", "Bob <bob@far.test>", "Re: [biking:00001] Tires", "b@x", "<a@x>");
        post(3, "2026-02-02", "Jane <JANE@podunk.test>", "Lamps", "c@x", "");
        post(4, "2026-02-03", "\"Ito, Taro\" <taro@far.test>", "Re: Tires", "d@x", "<gone@x> <a@x> <b@x>");
        post(5, "2026-02-04", "bob@far.test (Bob)", "Re: lamps", "e@x", "");                  // by its subject alone
        post(6, "2026-06-04", "bob@far.test (Bob)", "Re: lamps", "f@x", "");                  // too late for that
    }

    private static List<Long> numbers(List<Article> articles) { return articles.stream().map(Article::number).toList(); }

    @Test void postsHangTogetherByWhatTheyAnswer() {
        talk();
        assertEquals(List.of(1L, 2L, 4L), numbers(archives.shelf.ofThread(list.id(), 1, 0, 100)));
        assertEquals(List.of(3L, 5L), numbers(archives.shelf.ofThread(list.id(), 3, 0, 100)));
        assertEquals(2, archives.shelf.find(list.id(), 4).orElseThrow().parent());
        assertEquals("Re: Tires", archives.shelf.find(list.id(), 2).orElseThrow().subject());
        var threads = archives.shelf.threads(list.id(), 0, 0, 2);
        assertEquals(List.of("lamps 1 6", "Lamps 2 5"), threads.rows().stream().map(t -> t.subject() + " " + t.articles() + " " + t.last()).toList());
        assertEquals(List.of("Tires 3 4"), archives.shelf.threads(list.id(), threads.earlier(), 0, 2).rows().stream().map(t -> t.subject() + " " + t.articles() + " " + t.last()).toList());
    }

    @Test void pagesGoBothWays() {
        talk();
        var newest = archives.shelf.byDate(list.id(), 0, 0, 2);
        assertEquals(List.of(6L, 5L), numbers(newest.rows()));
        assertEquals(0, newest.later());
        var next = archives.shelf.byDate(list.id(), newest.earlier(), 0, 2);
        assertEquals(List.of(4L, 3L), numbers(next.rows()));
        var back = archives.shelf.byDate(list.id(), 0, next.later(), 2);
        assertEquals(List.of(6L, 5L), numbers(back.rows()));
        assertEquals(0, back.later());
        var last = archives.shelf.byDate(list.id(), next.earlier(), 0, 2);
        assertEquals("[2, 1] 0 2", numbers(last.rows()) + " " + last.earlier() + " " + last.later());
        assertEquals(List.of(5L, 4L, 3L, 2L), numbers(archives.shelf.ofMonth(list.id(), YearMonth.of(2026, 2), 0, 0, 10).rows()));
        assertEquals("[2026-06 1, 2026-02 4, 2026-01 1]", archives.shelf.months(list.id()).stream().map(m -> m.month() + " " + m.articles()).toList().toString());
    }

    @Test void authorsAreOneWhateverTheirSpelling() {
        talk();
        var authors = archives.shelf.authors(list.id(), 0, 10);
        assertEquals(List.of("Bob 3", "Jane 2", "Ito, Taro 1"), authors.stream().map(a -> a.name() + " " + a.articles()).toList());
        assertEquals(List.of(3L, 1L), numbers(archives.shelf.ofAuthor(list.id(), authors.get(1).id(), 0, 0, 10).rows()));
    }

    @Test void neighboursAndIdsAreFound() {
        talk();
        var article = archives.shelf.find(list.id(), "b@x").orElseThrow();
        assertEquals("1 3", archives.shelf.inList(article).before().orElseThrow().number() + " " + archives.shelf.inList(article).after().orElseThrow().number());
        assertEquals("1 4", archives.shelf.inThread(article).before().orElseThrow().number() + " " + archives.shelf.inThread(article).after().orElseThrow().number());
        assertTrue(archives.shelf.find(list.id(), "nobody@x").isEmpty());
        assertTrue(archives.shelf.find(list.id() + 1, "b@x").isEmpty());
    }

    @Test void oneIsTakenOutWithAllItWasCountedIn() {
        talk();
        assertTrue(house.work.call(() -> archives.archive.remove(list.id(), 2)));
        assertFalse(house.work.call(() -> archives.archive.remove(list.id(), 2)));
        assertEquals(List.of(1L, 4L), numbers(archives.shelf.ofThread(list.id(), 1, 0, 100)));
        assertEquals(1, archives.shelf.find(list.id(), 4).orElseThrow().parent());
        assertEquals(5, archives.shelf.count(list.id()));
        assertEquals(2, archives.shelf.authors(list.id(), 0, 10).getFirst().articles());
        for (long number : List.of(1L, 3L, 4L, 5L, 6L)) house.work.call(() -> archives.archive.remove(list.id(), number));
        assertEquals(List.of(), archives.shelf.months(list.id()));
        assertEquals(List.of(), archives.shelf.threads(list.id(), 0, 0, 5).rows());
    }

    @Test void aListThatGoesTakesItsArchiveAlong() {
        talk();
        house.work.run(() -> archives.archive.closed(new org.posthouse.list.ListClosed(list.id())));
        house.work.run(() -> world.lists.remove(world.lists.find(list.id()).orElseThrow()));
        assertTrue(archives.sweep.run() > 6);
        assertEquals(List.of(), archives.shelf.from(list.id(), Optional.empty(), 0, 10));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "[biking:00042] Tires              | Tires",
        "Re: [biking:7] Re: [biking:00042] Tires | Re: Re: Tires",
        "[BIKING:1]                        | ''",
        "[other:00042] Tires               | [other:00042] Tires",
        "Tires [biking:00042]              | Tires" })
    void theTagIsNoPartOfASubject(String subject, String without) { assertEquals(without, ArticleFacts.untagged(list, subject)); }

    @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Jane Doe <jane@x.test>                        | Jane Doe | jane@x.test",
        "=?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <y@x.test> | 山田     | y@x.test",
        "jane@x.test (Jane)                            | Jane     | jane@x.test",
        "\"Doe, \\\"J\\\" Jane\" <jane@x.test>         | Doe, \"J\" Jane | jane@x.test",
        "<jane@x.test>                                 | ``       | jane@x.test",
        "nobody                                        | ``       | ``",
        "undisclosed-recipients:;                      | ``       | ``" })
    void whoWroteIt(String from, String name, String address) {
        var facts = TestArchive.facts(list, MARCH, "From: " + from);
        assertEquals(name + "|" + address, facts.authorName() + "|" + facts.author());
    }
}
