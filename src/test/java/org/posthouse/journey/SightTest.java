package org.posthouse.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.posthouse.journey.TestJournal.record;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.journey.Event.Kind;

/// Nobody sees what is not theirs, by no parameter. Two domains live here, red and blue, with jane (1) and john (2) in red and bob (3) in blue; bob's mail goes on to an address that is his secret.
class SightTest {
    private static final Set<String> LOCAL = Set.of("red.test", "blue.test");
    private static final Sight ALL = new Sight.All();
    private static final Sight RED = new Sight.Within(Set.of("red.test"), LOCAL);
    private static final Sight BLUE = new Sight.Within(Set.of("blue.test"), LOCAL);
    private static final Sight JANE = new Sight.Own(1, LOCAL);
    private static final Sight JOHN = new Sight.Own(2, LOCAL);
    private static final Sight BOB = new Sight.Own(3, LOCAL);
    private static final SignedIn AS_JANE = new SignedIn(1, "jane@red.test");
    private static final String SECRET = "bob.private@hidden.test";

    @TempDir Path home;
    private TestJournal house;

    @BeforeEach void mail() {
        house = new TestJournal(home);
        // 1: jane writes to bob here, to alice elsewhere, and to john, who is in Bcc
        house.accepted(1, "jane@red.test", AS_JANE, true, "bob@blue.test", "alice@far.test", "john@red.test");
        house.note(house.event(1, "bob@blue.test", Kind.REWRITTEN, SECRET, "forward bob@blue.test").to(SECRET).of(3), house.event(1, "bob@blue.test", Kind.QUEUED, "mx:hidden.test", "").to(SECRET).of(3),
                house.event(1, "alice@far.test", Kind.QUEUED, "mx:far.test", "").of(1), house.event(1, "john@red.test", Kind.DELIVERED, "INBOX", "").of(2),
                house.event(1, "", Kind.RULE, "copy to the boss", ""));
        house.now = house.now.plusSeconds(5);
        house.note(house.event(1, "bob@blue.test", Kind.DEFERRED, "mx.hidden.test", "451 4.7.1 <" + SECRET + "> come back later").to(SECRET).of(3),
                house.event(1, "alice@far.test", Kind.SENT, "mx.far.test", "250 2.0.0 OK 42").of(1));
        // 2: a stranger says he is jane, and writes to bob only
        house.now = house.now.plus(Duration.ofMinutes(1));
        house.accepted(2, "jane@red.test", null, false, "bob@blue.test");
        house.note(house.event(2, "bob@blue.test", Kind.DELIVERED, "INBOX", "").of(3));
        // 3: a stranger writes to john and bob
        house.now = house.now.plus(Duration.ofMinutes(1));
        house.accepted(3, "eve@far.test", null, false, "john@red.test", "bob@blue.test");
        house.note(house.event(3, "john@red.test", Kind.DELIVERED, "INBOX", "").of(2), house.event(3, "bob@blue.test", Kind.DELIVERED, "INBOX", "").of(3));
        // 4: to a team in blue of which john in red is a member
        house.now = house.now.plus(Duration.ofMinutes(1));
        house.accepted(4, "eve@far.test", null, false, "team@blue.test");
        house.note(house.event(4, "team@blue.test", Kind.REWRITTEN, "john@red.test", "alias"), house.event(4, "team@blue.test", Kind.DELIVERED, "INBOX", "").to("john@red.test").of(2),
                house.event(4, "team@blue.test", Kind.DELIVERED, "INBOX", "").to("bob@blue.test").of(3));
        house.journal.step();
    }

    private Story story(int number, Sight sight) throws Exception { return house.journeys.story(record(number).toString(), sight).orElseThrow(); }

    private boolean visible(int number, Sight sight) throws Exception { return house.journeys.story(record(number).toString(), sight).isPresent(); }

    private static Set<String> fates(Story story) { return story.fates().stream().map(f -> f.recipient() + (f.address().isEmpty() ? "" : ">" + f.address()) + " " + f.state()).collect(Collectors.toSet()); }

    @Test void aPostmasterSeesAll() throws Exception {
        assertEquals(List.of("4", "3", "2", "1"), house.find("", ALL));
        assertEquals(Set.of("bob@blue.test>" + SECRET + " WAITING", "alice@far.test SENT", "john@red.test DELIVERED"), fates(story(1, ALL)));
        assertEquals(List.of("1"), house.find(SECRET, ALL));
    }

    @Test void whoSentItSeesWhatBecameOfItAndNotWhereOthersMailGoes() throws Exception {
        assertEquals(List.of("1"), house.find("", JANE));
        var story = story(1, JANE);
        assertEquals(Set.of("bob@blue.test WAITING", "alice@far.test SENT", "john@red.test DELIVERED"), fates(story));
        assertFalse(story.toString().contains("hidden.test"), story.toString());
        assertFalse(story.toString().contains("boss"), "which rules there are, is not hers to know");
        assertTrue(story.toString().contains("250 2.0.0 OK 42"), "what the other side said to her recipient is");
        for (var text : List.of(SECRET, "hidden.test", "@hidden.test", "john@red.test ")) assertEquals(text.startsWith("john") ? List.of("1") : List.of(), house.find(text, JANE), "nobody finds out by asking for " + text);
    }

    @Test void whoGotItSeesOwnCopyOnly() throws Exception {
        assertEquals(List.of("4", "3", "1"), house.find("", JOHN));
        assertEquals(Set.of("john@red.test DELIVERED"), fates(story(1, JOHN)));
        assertEquals(List.of("john@red.test"), story(1, JOHN).taken().orElseThrow().recipients(), "in Bcc, he learns of nobody else");
        assertFalse(story(1, JOHN).toString().contains("192.0.2.7"));
        assertEquals(Set.of("team@blue.test>john@red.test DELIVERED"), fates(story(4, JOHN)));
        for (var text : List.of("alice@far.test", "bob@blue.test", "@blue.test", SECRET)) assertFalse(house.find(text, JOHN).contains("1"), text);
    }

    @Test void whoseMailGoesOnSeesWhere() throws Exception {
        assertEquals(Set.of("bob@blue.test>" + SECRET + " WAITING"), fates(story(1, BOB)));
        assertEquals(List.of("1"), house.find(SECRET, BOB));
        assertEquals(List.of("4", "3", "2", "1"), house.find("", BOB));
    }

    @Test void aSendersAddressProvesNothing() throws Exception {
        assertFalse(visible(2, JANE));
        assertFalse(visible(2, RED), "it was neither sent by nor for red");
        assertEquals(List.of(), house.find(Search.of(record(2).toString()), JANE));
        assertEquals(List.of("2", "1"), house.find("jane@red.test", BLUE));
    }

    @Test void administratorsSeeTheirDomains() throws Exception {
        assertEquals(List.of("4", "3", "1"), house.find("", RED));
        assertEquals(Set.of("john@red.test DELIVERED"), fates(story(3, RED)), "not the recipient in blue");
        assertEquals(List.of("john@red.test"), story(3, RED).taken().orElseThrow().recipients());
        assertEquals(Set.of("bob@blue.test WAITING", "alice@far.test SENT", "john@red.test DELIVERED"), fates(story(1, RED)), "of mail from red what its sender may know");
        assertFalse(story(1, RED).toString().contains("hidden.test"));
        assertEquals(Set.of("john@red.test DELIVERED"), fates(story(4, RED)), "the team in blue is not named");
        assertFalse(story(4, RED).toString().contains("blue.test"), story(4, RED).toString());
        for (var text : List.of("bob@blue.test", "team@blue.test", "@blue.test", SECRET)) assertEquals(text.startsWith("team") || text.equals(SECRET) ? List.of() : List.of("1"), house.find(text, RED), text);
        assertEquals(Set.of("bob@blue.test>" + SECRET + " WAITING"), fates(story(1, BLUE)), "bob is theirs, with his plan");
        assertFalse(story(1, BLUE).toString().contains("alice"));
        assertFalse(story(1, BLUE).toString().contains("boss"), "a rule that concerns others too");
        assertEquals(List.of("bob@blue.test"), story(1, BLUE).taken().orElseThrow().recipients());
    }

    @Test void whoHasNothingToDoWithItSeesNothing() throws Exception {
        for (var nobody : List.of(new Sight.Own(99, LOCAL), new Sight.Within(Set.of(), LOCAL), new Sight.Within(Set.of("green.test"), LOCAL))) {
            for (var text : List.of("", "jane@red.test", "@red.test", SECRET, "eve@far.test", record(1).toString(), record(4).toString())) assertEquals(List.of(), house.find(text, nobody), nobody + " asks for " + text);
            for (int i = 1; i <= 4; i++) assertFalse(visible(i, nobody));
        }
        assertThrows(IllegalArgumentException.class, () -> new Sight.Own(0, LOCAL));
    }

    /// Jane sends to a team of which she is one, and the queue notes its deliveries as hers, because she sent it.
    @Test void whoSendsToATeamDoesNotLearnWhoIsInIt() throws Exception {
        house.accepted(5, "jane@red.test", AS_JANE, true, "team@blue.test");
        house.note(house.event(5, "team@blue.test", Kind.REWRITTEN, SECRET, "typed alias team@blue.test"), house.event(5, "team@blue.test", Kind.QUEUED, "mx:hidden.test", "").to(SECRET).of(1),
                house.event(5, "team@blue.test", Kind.DELIVERED, "INBOX", "").to("jane@red.test").of(1), house.event(5, "team@blue.test", Kind.FAILED, "mx.hidden.test", "550 " + SECRET).to(SECRET).of(1));
        house.journal.step();
        var story = story(5, JANE);
        assertFalse(story.toString().contains("hidden.test"), story.toString());
        assertEquals(Set.of("team@blue.test>jane@red.test DELIVERED", "team@blue.test FAILED"), fates(story));
        assertEquals(List.of(), house.find(SECRET, JANE));
    }

    /// Whoever sends own mail on to an alias learns nothing of it that way.
    @Test void aPlanDoesNotLookThroughAnAlias() throws Exception {
        house.accepted(6, "eve@far.test", null, false, "john@red.test");
        house.note(house.event(6, "john@red.test", Kind.REWRITTEN, SECRET, "typed alias team@blue.test").of(2), house.event(6, "john@red.test", Kind.SENT, "mx.hidden.test", "250 OK").to(SECRET).of(2));
        house.journal.step();
        assertFalse(story(6, JOHN).toString().contains("hidden.test"));
        assertEquals(Set.of("john@red.test DELIVERED"), fates(story(6, JOHN)));
        assertEquals("6", house.find("", JOHN).getFirst());
        assertEquals(List.of(), house.find(SECRET, JOHN));
    }

    @Test void aPlaceToGoOnFromShowsNoMore() throws Exception {
        for (int block = 0; block < 200; block += 16) for (int index = 0; index < 20; index++) {
            var page = house.journeys.page(Search.ALL, JANE, Optional.of(new Place(java.time.LocalDate.of(2026, 3, 1), block, index)), 50);
            assertTrue(page.found().stream().allMatch(found -> TestJournal.number(found.record()).equals("1")));
        }
    }
}
