package org.posthouse.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;
import org.posthouse.routing.Resolution;

class ListsTest {
    private final TestHouse house = new TestHouse(TestLists.entities());
    private final TestLists world = TestLists.over(house);

    @BeforeEach void founded() {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        house.open("Jane", "secret-123", "jane@podunk.test");
    }

    @AfterEach void close() { house.close(); }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            biking                 | POST        |
            BIKING                 | POST        |
            rad                    | POST        |
            biking-request         | REQUEST     |
            biking-control         | CONTROL     |
            biking-subscribe       | SUBSCRIBE   |
            rad-unsubscribe        | UNSUBSCRIBE |
            biking-bounces         | BOUNCES     |
            biking-bounces+7k-ab   | BOUNCES     | 7k-ab
            biking-confirm+Tok3n   | CONFIRM     | tok3n
            """)
    void eachAddressHasItsRole(String local, ListRole role, String detail) {
        var list = world.usual("Biking@podunk.test", "jane@podunk.test");
        house.work.run(() -> world.lists.change(world.lists.find(list.id()).orElseThrow(), List.of("rad"), List.of("Jane@Podunk.test"), list.plan()));
        var end = (Resolution.Outlet) world.routing.routing.expand(new Address(local, "podunk.test")).goals().getFirst().end();
        assertEquals(ListTransport.target(list.id(), role, detail == null ? "" : detail), end.to().target());
        assertEquals(ListTransport.NAME, end.to().transport());
    }

    @Test void itsOwnersGetWhatIsWrittenToThem() {
        world.usual("biking@podunk.test", "jane@podunk.test", "bob@far.test");
        for (var local : List.of("owner-biking", "biking-owner"))
            assertEquals(List.of("jane@podunk.test", "bob@far.test"), world.routing.routing.expand(new Address(local, "podunk.test")).goals().stream().map(goal -> goal.address().toString()).toList());
    }

    @ParameterizedTest @CsvSource({"jane,CONFLICT", "biking,CONFLICT", "biking-owner,CONFLICT", "owner-biking,CONFLICT", "postmaster,CONFLICT", "list.manager,CONFLICT", "a+b,INVALID", "-x,INVALID", "ok,"})
    void aNameIsNobodyElses(String name, Rejected.Kind kind) {
        world.usual("biking@podunk.test", "jane@podunk.test");
        if (kind == null) world.usual(name + "@podunk.test", "jane@podunk.test");
        else assertEquals(kind, assertThrows(Rejected.class, () -> world.usual(name + "@podunk.test", "jane@podunk.test")).kind());
    }

    @Test void anAddressIsAMemberOnceAndRememberedWhenItHasLeft() {
        var list = world.usual("biking@podunk.test", "jane@podunk.test");
        var bob = new Address("Bob", "Far.test");
        house.work.run(() -> world.members.join(list, bob, "Bob", "", Member.State.ON, Member.Why.MEMBER));
        assertThrows(Rejected.class, () -> house.work.run(() -> world.members.join(list, new Address("bob", "far.test"), "", "", Member.State.ON, Member.Why.OWNER)));
        assertEquals(Standing.MEMBER, house.work.call(() -> world.lists.standing(list, Set.of("bob@far.test"))));
        house.work.run(() -> world.members.leave(list, world.members.find(list.id(), bob).orElseThrow(), Member.Why.MEMBER));
        assertEquals(1, house.work.call(() -> world.members.counts(list.id())).get(Member.State.LEFT));
        assertEquals(Standing.STRANGER, house.work.call(() -> world.lists.standing(list, Set.of("bob@far.test"))));
        assertEquals(Standing.OWNER, house.work.call(() -> world.lists.standing(list, Set.of("jane@podunk.test"))));
    }

    @Test void numbersHaveNoGapsAndNoTwins() {
        var list = world.usual("biking@podunk.test", "jane@podunk.test");
        assertTrue(house.work.call(() -> world.lists.number(list.id()) == 1 && world.lists.taken(list.id(), 1)));
        assertTrue(house.work.call(() -> !world.lists.taken(list.id(), 1) && world.lists.number(list.id()) == 2));
        house.work.run(() -> world.lists.numberedFrom(list.id(), 100));
        assertEquals(100, house.work.call(() -> world.lists.number(list.id())));
    }

    @Test void aPlanIsKeptAndReadAgainWhenItChanges() {
        var list = world.usual("biking@podunk.test", "jane@podunk.test");
        var wanted = list.plan().with(new Archiving(false, Sight.OWNERS, false, true)).with(new Digesting(Digesting.Every.WEEK, 8, 3, 10, 5000, Digesting.Format.PLAIN));
        house.work.run(() -> world.lists.change(world.lists.find(list.id()).orElseThrow(), wanted));
        assertEquals(wanted, world.lists.now().find(list.id()).orElseThrow().plan());
        house.work.run(() -> world.lists.remove(world.lists.find(list.id()).orElseThrow()));
        assertTrue(world.lists.now().find(list.id()).isEmpty());
    }

    @Test void aMarkNamesOneMemberForOnePurpose() {
        var mark = world.marks.of(MemberMarks.Purpose.LEAVE, 4_711_000_000L);
        assertEquals(4_711_000_000L, world.marks.read(MemberMarks.Purpose.LEAVE, mark.toUpperCase(Locale.ROOT)).orElseThrow());
        for (var forged : List.of("", "1-", "1", mark + "a", mark.substring(1), "1-" + mark.split("-")[1])) assertTrue(world.marks.read(MemberMarks.Purpose.LEAVE, forged).isEmpty(), forged);
        assertTrue(world.marks.read(MemberMarks.Purpose.RETURN_PATH, mark).isEmpty());
    }
}
