package org.posthouse.list;

import java.util.List;
import java.util.stream.Stream;
import org.posthouse.account.TestHouse;
import org.posthouse.database.OnTheSpot;
import org.posthouse.routing.TestRouting;

/// The modules of lists, wired by hand over a test house.
public final class TestLists {
    public final Lists lists = new Lists();
    public final Members members = new Members();
    public final MemberMarks marks = new MemberMarks();
    public final Mailings mailings = new Mailings();
    public final MemberSearch search = new MemberSearch();
    public final Enrolment enrolment = new Enrolment();
    public final ListClaims claims = new ListClaims();
    public final ListResolver resolver = new ListResolver();
    public final TestRouting routing;
    public final TestHouse house;

    private TestLists(TestHouse house) {
        this.house = house;
        lists.database = members.database = house.database;
        lists.changes = house.domains.changes;
        lists.domains = resolver.domains = house.domains.domains;
        lists.directory = house.directory;
        lists.ids = members.ids = house.domains.ids;
        lists.clock = members.clock = house.clock;
        lists.work = new OnTheSpot();
        lists.closed = house.events(_ -> { });
        search.database = enrolment.database = house.database;
        enrolment.lists = claims.lists = lists;
        enrolment.members = members;
        enrolment.ids = house.domains.ids;
        enrolment.clock = house.clock;
        house.claims(claims);
        marks.keys = house.keys;
        mailings.database = house.database;
        mailings.lists = lists;
        mailings.marks = marks;
        mailings.ids = house.domains.ids;
        mailings.clock = house.clock;
        resolver.lists = lists;
        routing = TestRouting.of(house, resolver);
        lists.aliases = routing.aliases;
        routing.claimed(claims);
    }

    /// A house with the domain podunk.test and nobody in it.
    public static TestLists over(TestHouse house) { return new TestLists(house); }

    /// What [TestHouse] must know for it.
    public static Class<?>[] entities(Class<?>... more) {
        return TestRouting.entities(Stream.concat(Stream.of(MailingList.class, Member.class, Held.class, Mailing.class), Stream.of(more)).toArray(Class<?>[]::new));
    }

    /// A list as most are.
    public ListEntry usual(String address, String... owners) { return made(address, Plan.usual("", "en"), owners); }

    public ListEntry made(String address, Plan plan, String... owners) {
        long id = house.work.call(() -> lists.add(address, List.of(), List.of(owners), plan).id());
        return lists.now().find(id).orElseThrow();
    }
}
