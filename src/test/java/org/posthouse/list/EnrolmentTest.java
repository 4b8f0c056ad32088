package org.posthouse.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.list.Enrolment.Result;
import org.posthouse.list.MemberSearch.Group;
import org.posthouse.routing.TypedAlias;

class EnrolmentTest {
    private final TestHouse house = new TestHouse(TestLists.entities());
    private final TestLists world = TestLists.over(house);

    @BeforeEach void founded() {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        house.open("Jane", "secret-123", "jane@podunk.test");
    }

    @AfterEach void close() { house.close(); }

    @Test void eachIsTakenOrRefusedForItself() {
        var list = world.usual("biking@podunk.test", "jane@podunk.test");
        var people = MemberTable.read("a@far.test\nB Bee <B@Far.test>\nnobody\nbiking@podunk.test\nbiking-request@podunk.test\nA@FAR.TEST\nc@far.test,C,DIGEST,PLAIN,ja\n");
        var looked = house.work.call(() -> world.enrolment.look(list, people));
        assertEquals(0L, house.work.call(() -> world.members.belonging(list.id())), "a look changes nothing");
        var lines = house.work.call(() -> world.enrolment.join(list, people, Member.Why.OWNER));
        var expected = List.of(Result.ADDED, Result.ADDED, Result.REFUSED, Result.REFUSED, Result.REFUSED, Result.THERE, Result.ADDED);
        assertEquals(expected, looked.stream().map(Enrolment.Line::result).toList());
        assertEquals(expected, lines.stream().map(Enrolment.Line::result).toList());
        assertEquals("\"nobody\" is not an address", lines.get(2).why().orElseThrow().message());
        assertTrue(house.work.call(() -> world.enrolment.join(list, people, Member.Why.OWNER)).stream().noneMatch(line -> line.result() == Result.ADDED), "the same again does nothing");
        var c = house.work.call(() -> world.members.find(list.id(), "c@far.test")).orElseThrow();
        assertEquals(List.of("C", "DIGEST", "PLAIN", "ja"), List.of(c.name(), c.state().name(), c.format().name(), c.language()));
    }

    @Test void whoLeftComesBackAndAFullListTakesNoMore() {
        var usual = world.usual("biking@podunk.test", "jane@podunk.test");
        house.work.run(() -> world.enrolment.join(usual, MemberTable.read("a@far.test\nb@far.test"), Member.Why.OWNER));
        house.work.run(() -> world.members.leave(usual, world.members.find(usual.id(), "a@far.test").orElseThrow(), Member.Why.MEMBER));
        var j = Joining.USUAL;
        house.work.run(() -> world.lists.change(world.lists.find(usual.id()).orElseThrow(), usual.plan().with(new Joining(2, j.offered(), j.local(), j.other(), j.domains(), j.localDomains(), j.banned(), j.joinByMail(), j.leaveByMail(),
                j.leaveConfirmed(), j.firstState(), j.welcome(), j.farewell(), j.helpStrangers(), j.membersSeen(), j.leftDays()))));
        var list = world.lists.now().find(usual.id()).orElseThrow();
        var lines = house.work.call(() -> world.enrolment.join(list, MemberTable.read("a@far.test\nc@far.test"), Member.Why.OWNER));
        assertEquals(List.of(Result.ADDED, Result.REFUSED), lines.stream().map(Enrolment.Line::result).toList());
        assertEquals("the list has its 2 members", lines.get(1).why().orElseThrow().message());
    }

    @Test void tenThousandTakeSeconds() {
        var list = world.usual("biking@podunk.test", "jane@podunk.test");
        var people = MemberTable.read(IntStream.range(0, 10_000).mapToObj(i -> "Member " + i + " <m" + i + "@far" + i % 100 + ".test>\n").collect(Collectors.joining()));
        long begun = System.nanoTime();
        var lines = house.work.call(() -> world.enrolment.join(list, people, Member.Why.OWNER));
        assertTrue(lines.stream().allMatch(line -> line.result() == Result.ADDED));
        assertTrue((System.nanoTime() - begun) / 1_000_000_000 < 30, "slow");
        assertEquals(10_000L, house.work.call(() -> world.search.count(list.id(), Group.ALL, "")));
        assertEquals(100L, house.work.call(() -> world.search.count(list.id(), Group.ON, "@FAR7.test")));
        assertEquals("m9999@far99.test", house.work.call(() -> world.search.page(list.id(), Group.ALL, "member 9999", 0, 50)).getFirst().key());
        assertEquals(Map.of(list.id(), 10_000L), house.work.call(() -> world.search.sizes(List.of(list.id()))));
    }

    @Test void nobodyElseGetsItsAddresses() {
        world.usual("biking@podunk.test", "jane@podunk.test");
        for (var local : List.of("biking", "Biking-request", "owner-biking", "list.manager")) {
            var address = local + "@podunk.test";
            assertEquals("addresses", assertThrows(Rejected.class, () -> house.open("Bob", "secret-123", address)).faults().getFirst().field(), address);
            assertEquals("address", assertThrows(Rejected.class, () -> house.work.call(() -> world.routing.aliases.add(address, TypedAlias.Kind.ADDRESS, List.of("jane@podunk.test")))).faults().getFirst().field(), address);
        }
        house.open("Bob", "secret-123", "biking-fan@podunk.test");
        house.work.run(() -> house.domains.add("empty.test"));
        world.usual("x@empty.test", "jane@podunk.test");
        assertEquals("mailing lists have addresses in it", assertThrows(Rejected.class, () -> house.work.run(() -> house.affairs.close(house.domains.domains.find("empty.test").orElseThrow()))).faults().getFirst().message());
    }
}
