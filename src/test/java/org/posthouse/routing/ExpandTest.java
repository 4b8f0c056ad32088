package org.posthouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.Account;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;

class ExpandTest {
    private final TestHouse house = new TestHouse(TestRouting.entities());
    private final TestRouting routing = TestRouting.of(house);
    private Account jane;
    private Account bob;
    @TempDir Path folder;

    @BeforeEach void people() {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test", "alias.test"));
        jane = house.open("Jane", "secret-123", "jane@podunk.test");
        bob = house.open("Bob", "secret-123", "bob@podunk.test");
    }

    @AfterEach void close() { house.close(); }

    private void alias(String address, String... targets) { house.work.run(() -> routing.aliases.add(address, TypedAlias.Kind.ADDRESS, List.of(targets))); }

    private void forward(Account account, boolean keepCopy, String... to) { house.work.run(() -> house.deliveries.save(account.id(), new DeliveryPlan(true, List.of(to), keepCopy))); }

    private String ends(String address) {
        return String.join(" ", routing.routing.expand(Addresses.read(address).orElseThrow()).goals().stream().map(goal -> switch (goal.end()) {
            case Resolution.Mailbox(var to) -> to.primary().local();
            case Resolution.Remote(var to) -> to.toString();
            case Resolution.Outlet(var to) -> to.transport() + ":" + to.target();
            case Resolution.Stranded(_, var status, _) -> status;
            case Resolution.Unknown _ -> "nobody";
            case Resolution.Onward _ -> "onward";
        }).toList());
    }

    @Test void whoStandsBehindAnAliasIsKnownAtTheDoor() {
        alias("team@podunk.test", "jane@podunk.test", "all@podunk.test", "nosuch@podunk.test");
        alias("all@podunk.test", "bob@podunk.test", "team@podunk.test");
        alias("mixed@podunk.test", "jane@podunk.test", "joe@far.test");
        assertEquals(List.of("jane", "bob"), behind("team@podunk.test", 20));
        assertEquals(List.of(), behind("mixed@podunk.test", 20), "who is elsewhere has room for all we know");
        assertEquals(List.of(), behind("team@podunk.test", 2), "too many to ask");
    }

    private List<String> behind(String address, int most) { return routing.routing.accounts(Addresses.read(address).orElseThrow(), most).stream().map(to -> to.primary().local()).toList(); }

    @ParameterizedTest @CsvSource({"jane@podunk.test,jane", "Jane@ALIAS.test,jane", "jane@mail.podunk.test,jane", "jane@[127.0.0.1],jane", "postmaster@[127.0.0.1],postmaster", "jane@[192.0.2.77],jane@[192.0.2.77]",
            "jane+box@podunk.test,jane", "nobody@podunk.test,nobody", "x@far.test,x@far.test", "abuse@alias.test,postmaster"})
    void addressesLeadWhereTheOrderSays(String address, String end) { assertEquals(end, ends(address)); }

    @Test void aliasesBeatAccountsLeadToManyAndEndInCircles() {
        alias("sales@podunk.test", "jane@podunk.test", "Bob@alias.test", "ann@far.test", "ANN@far.test", "jane+x@podunk.test");
        assertEquals("jane bob ann@far.test jane", ends("sales@alias.test"));
        alias("jane@podunk.test", "bob@podunk.test");
        assertEquals("bob", ends("jane@podunk.test"));
        assertEquals(Optional.of("jane@podunk.test"), routing.aliases.hides("jane@podunk.test"));
        alias("a@podunk.test", "b@podunk.test");
        alias("b@podunk.test", "c@podunk.test");
        assertEquals("nobody", ends("a@podunk.test"));
        alias("c@podunk.test", "a@podunk.test");
        assertEquals("5.4.6", ends("a@podunk.test"));
        assertInstanceOf(Resolution.Stranded.class, routing.routing.resolve(new Address("a", "podunk.test")));
    }

    @Test void anAliasOfTenThousandIsExpandedAtOnceAndNoFurther() {
        alias("all@podunk.test", IntStream.range(0, 10_000).mapToObj(i -> "m" + i + "@far.test").toArray(String[]::new));
        long begun = System.nanoTime();
        assertEquals(10_000, routing.routing.expand(new Address("all", "podunk.test")).goals().size());
        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos());
        alias("more@podunk.test", "all@podunk.test", "one@more.test", "two@more.test");
        var goals = routing.routing.expand(new Address("more", "podunk.test")).goals();
        assertEquals(10_001, goals.size());
        assertInstanceOf(Resolution.Stranded.class, goals.getLast().end(), "what is too many goes back to the sender");
        assertThrows(Rejected.class, () -> alias("big@podunk.test", IntStream.range(0, 10_001).mapToObj(i -> "m" + i + "@far.test").toArray(String[]::new)));
    }

    @ParameterizedTest @CsvSource({"postmaster@podunk.test,address", "sales@far.test,address", "sales@podunk.test,targets", "@podunk.test,address"})
    void whatCannotBeAnAliasIsRefused(String address, String field) {
        var fault = assertThrows(Rejected.class, () -> alias(address, field.equals("targets") ? address : "jane@podunk.test"));
        assertEquals(field, fault.faults().getFirst().field());
    }

    @Test void filesAndProgramsMustBeRegistered() throws Exception {
        for (var kind : List.of(TypedAlias.Kind.INCLUDE, TypedAlias.Kind.PATH, TypedAlias.Kind.COMMAND))
            assertThrows(Rejected.class, () -> house.work.run(() -> routing.aliases.add("x@podunk.test", kind, List.of("/etc/passwd"))), kind.name());
        var list = Files.writeString(folder.resolve("list"), "# the team\n\njane@podunk.test\r\n  ann@far.test  \nnot an address\n<x@y.test>\n@a:b@c.test\nbob@podunk.test\u0000\n" + "x".repeat(70_000) + "\n");
        house.work.run(() -> house.settings.change(Map.of("alias.include-roots", Optional.of(folder.toString())), Optional.empty()));
        house.work.run(() -> routing.aliases.add("team@podunk.test", TypedAlias.Kind.INCLUDE, List.of(list.toString())));
        assertEquals("jane ann@far.test", ends("team@podunk.test"));
        Files.writeString(list, "bob@podunk.test\n");
        house.clock.pass(Duration.ofSeconds(6));
        assertEquals("bob", ends("team@podunk.test"), "read again when it has changed");
        Files.delete(list);
        house.clock.pass(Duration.ofSeconds(6));
        assertEquals("bob", ends("team@podunk.test"), "the last good list stays");
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc/hostname"));
        assertThrows(Rejected.class, () -> house.work.run(() -> routing.aliases.add("out@podunk.test", TypedAlias.Kind.INCLUDE, List.of(folder.resolve("out").toString()))), "a link that leads out");
    }

    @Test void forwardsGoOnAlsoElsewhereAndEndWithSomebody() {
        forward(jane, true, "ann@far.test", "bob@podunk.test");
        assertEquals("jane ann@far.test bob", ends("jane@podunk.test"));
        forward(jane, false, "bob@podunk.test");
        forward(bob, false, "jane@podunk.test");
        assertEquals("jane", ends("jane@podunk.test"), "two that name each other: the one it was meant for keeps it");
        var goal = routing.routing.expand(new Address("jane", "alias.test")).goals().getFirst();
        assertEquals(jane.id(), assertInstanceOf(Resolution.Mailbox.class, goal.end()).recipient().account());
    }

    @Test void channelAliasesComeBehindAccountsAndReachOtherDomains() {
        house.work.run(() -> routing.channels.replace(List.of(new ChannelAlias("joe@hub.test", "joe@inner.test"), new ChannelAlias("jane@alias.test", "x@far.test"), new ChannelAlias("ring@hub.test", "ring2@hub.test"),
                new ChannelAlias("ring2@hub.test", "ring@hub.test"))));
        assertEquals("joe@inner.test", ends("JOE@Hub.test"));
        assertEquals("jane", ends("jane@podunk.test"));
        assertEquals("5.4.6", ends("ring@hub.test"));
        assertThrows(Rejected.class, () -> house.work.run(() -> routing.channels.replace(List.of(new ChannelAlias("a@b.test", "A@b.test")))));
    }

    @Test void explainingTellsEachRuleWithItsForm() {
        alias("sales@podunk.test", "jane+x@alias.test", "ann@far.test");
        var told = routing.routing.explain(new Address("sales", "alias.test"));
        assertEquals("domain-alias typed-alias domain-alias sub-address", String.join(" ", told.steps().stream().map(step -> step.rule().label()).toList()));
        assertTrue(told.steps().get(1).rule().path().startsWith("/admin/typed-alias/"));
        assertEquals("/admin/account/" + jane.id(), told.steps().get(3).rule().path());
    }

    @Test void aReturnAddressLeadsBackForAMonthAndCannotBeForged() {
        var by = new Address("jane", "podunk.test");
        var sent = routing.srs.sender("Ann.Lee+x=y@Far.test", by);
        assertTrue(sent.matches("SRS0=[a-z2-7]{6}=[a-z2-7]{2}=far\\.test=Ann\\.Lee\\+x=y@podunk\\.test"), sent);
        assertEquals("Ann.Lee+x=y@far.test", ends(sent));
        assertEquals("ann.lee+x=y@far.test", ends(sent.toLowerCase(java.util.Locale.ROOT)), "a house on the way changed the case");
        assertEquals("nobody", ends(sent.replace("far.test", "victim.test")));
        assertEquals("", routing.srs.sender("", by));
        assertEquals("bob@podunk.test", routing.srs.sender("bob@podunk.test", by), "our own come back anyway");
        assertEquals("x".repeat(60) + "@far.test", routing.srs.sender("x".repeat(60) + "@far.test", by), "no longer than a local part may be");
        house.clock.pass(Duration.ofDays(29));
        assertEquals("Ann.Lee+x=y@far.test", ends(sent));
        house.clock.pass(Duration.ofDays(3));
        assertEquals("5.1.8", ends(sent));
        house.work.run(() -> routing.outgoing.change(house.domains.domains.find("podunk.test").orElseThrow(), new Outgoing("", "", false)));
        assertEquals("ann@far.test", routing.srs.sender("ann@far.test", by));
    }

    @Test void separatorsAreASetting() {
        house.work.run(() -> house.settings.change(Map.of("address.separators", Optional.of("-=")), Optional.empty()));
        assertEquals("jane", ends("jane-a-b@podunk.test"));
        assertEquals("nobody", ends("jane+a@podunk.test"));
        house.work.run(() -> house.settings.change(Map.of("address.separators", Optional.of("")), Optional.empty()));
        assertEquals("nobody", ends("jane-a@podunk.test"));
    }
}
