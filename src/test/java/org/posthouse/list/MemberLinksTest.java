package org.posthouse.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.posthouse.account.TestHouse;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Language;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemberLinksTest {
    private final TestHouse house = new TestHouse(TestSubscriptions.entities());
    private final TestSubscriptions world = new TestSubscriptions(house);
    private final MemberLinks links = new MemberLinks();

    @BeforeAll void wired() {
        house.work.run(() -> house.domains.add("podunk.test"));
        links.lists = world.world.lists;
        links.members = world.world.members;
        links.links = world.links.links;
        links.directory = house.directory;
        links.letters = world.post.letters;
        links.restraint = world.restraint;
        links.mail = world.post.mail;
        links.hostName = world.post.letters.hostName;
        links.settings = house.settings;
        links.ids = house.domains.ids;
        links.clock = house.clock;
        for (var name : new String[] {"biking", "hiking"}) {
            var list = world.world.usual(name + "@podunk.test", "jane@podunk.test");
            house.work.run(() -> world.subscriptions.add(list, Wish.of(address("Bob@far.test")), false));
        }
    }

    @BeforeEach void fresh() {
        house.clock.pass(Duration.ofHours(2));
        world.post.sent.clear();
    }

    @AfterAll void close() { house.close(); }

    private static Address address(String text) { return Addresses.read(text).orElseThrow(); }

    private String token(String typed) throws Exception {
        house.work.run(() -> links.ask(address(typed), Language.JAPANESE));
        var letter = world.post.sent.getLast();
        assertEquals("Bob@far.test", letter.to());
        var text = letter.message().getContent().toString();
        assertTrue(text.contains("biking@podunk.test") && text.contains("hiking@podunk.test"), text);
        return Arrays.stream(text.split("\\s+")).filter(word -> word.contains("/lists/link/")).findFirst().orElseThrow().replaceAll(".*/", "");
    }

    private Optional<String> enter(String token) { return house.work.call(() -> links.enter(token)); }

    private Optional<Address> visitor(String visit) { return house.work.call(() -> links.visitor(visit)); }

    @Test void nobodyIsWrittenToWhoIsOnNoList() {
        house.work.run(() -> links.ask(address("nobody@far.test"), Language.ENGLISH));
        assertEquals(0, world.post.sent.size());
    }

    @Test void aLinkOpensAnHourOnce() throws Exception {
        var token = token("BOB@FAR.test");
        assertTrue(house.work.call(() -> links.leads(token)));
        assertTrue(visitor(token).isEmpty(), "a link is no visit");
        var visit = enter(token).orElseThrow();
        assertTrue(enter(token).isEmpty() && enter(visit).isEmpty());
        assertFalse(house.work.call(() -> links.leads(token)));
        assertEquals(Optional.of("Bob@far.test"), visitor(visit).map(Address::toString));
        house.clock.pass(MemberLinks.GOOD_FOR);
        assertTrue(visitor(visit).isEmpty());
    }

    @Test void whoLeavesEndsWhatOthersMayHaveBegun() throws Exception {
        var visit = enter(token("bob@far.test")).orElseThrow();
        var another = token("bob@far.test");
        house.work.run(() -> links.leave(address("bob@far.test")));
        assertTrue(visitor(visit).isEmpty());
        assertTrue(enter(another).isEmpty());
    }

    /// Whose address is at home here signs in, with the second step where there is one.
    @Test void ownersElsewhereGetALinkAndThoseHereDoNot() throws Exception {
        world.world.usual("tour@podunk.test", "boss@far.test", "jane@podunk.test");
        house.work.run(() -> links.ask(address("jane@podunk.test"), Language.ENGLISH));
        assertEquals(0, world.post.sent.size());
        house.work.run(() -> links.ask(address("boss@far.test"), Language.ENGLISH));
        assertEquals("boss@far.test", world.post.sent.getLast().to());
        assertTrue(world.post.sent.getLast().message().getContent().toString().contains("tour@podunk.test"));
    }

    @Test void nobodyFillsAMailboxWithLinks() {
        for (int i = 0; i < 10; i++) house.work.run(() -> links.ask(address("bob@far.test"), Language.ENGLISH));
        assertEquals(MemberLinks.LETTERS_AN_HOUR, world.post.sent.size());
    }
}
