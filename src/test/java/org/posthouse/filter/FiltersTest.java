package org.posthouse.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.Account;
import org.posthouse.account.AgreedAddress.Place;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.filter.FilterLine.Act;
import org.posthouse.filter.FilterLine.Part;
import org.posthouse.mime.Address;

/// Who is asked before rules and scripts send mail to them.
class FiltersTest {
    private static final Address FAR = new Address("jane", "far.example");

    private final TestHouse house = new TestHouse(StoredFilter.class);
    private final Filters filters = new Filters();
    private Account jane;

    @BeforeEach void open() {
        house.work.run(() -> house.domains.add("podunk.test"));
        jane = house.open("Jane", "correct horse", "jane@podunk.test");
        house.open("Bob", "correct horse", "bob@podunk.test");
        filters.database = house.database;
        filters.changes = house.domains.changes;
        filters.work = house.work;
        filters.settings = house.settings;
        filters.agreed = house.agreed;
    }

    @AfterEach void close() { house.close(); }

    private void lines(Filter.Kind kind, String... targets) {
        var lines = List.of(targets).stream().map(to -> new FilterLine(Part.SUBJECT, to, Act.COPY_TO, to)).toList();
        house.work.run(() -> filters.save(jane.id(), new Filter(kind, lines, "", ""), false));
    }

    private void script(String text) { house.work.run(() -> filters.save(jane.id(), new Filter(Filter.Kind.SCRIPT, List.of(), text, ""), false)); }

    private List<String> awaiting(Place where) { return house.work.call(() -> house.agreed.awaiting(jane.id(), where)).stream().map(one -> one.address()).toList(); }

    private boolean allows(Address to) { return house.work.call(() -> house.agreed.allows(jane.id(), to)); }

    @Test void whoeverAgreedIsAskedOnce() {
        lines(Filter.Kind.SIMPLE, "jane@far.example", "bob@podunk.test");
        assertEquals(List.of("jane@far.example"), awaiting(Place.FILTER), "who lives here is not asked");
        assertFalse(allows(FAR));
        assertTrue(allows(new Address("bob", "podunk.test")));
        lines(Filter.Kind.SIMPLE, "Jane@FAR.example");
        assertEquals(List.of("jane@far.example"), awaiting(Place.FILTER), "one address, however it is written");
        assertTrue(house.work.call(() -> house.agreed.agree(jane.id(), "jane@far.example")));
        assertTrue(allows(FAR));
        lines(Filter.Kind.SIMPLE, "jane@far.example");
        lines(Filter.Kind.OFF, "jane@far.example");
        lines(Filter.Kind.SIMPLE, "jane@far.example");
        script("require \"copy\"; if true { redirect :copy \"jane@far.example\"; }");
        assertTrue(allows(FAR), "saved again, switched off and on, said in another way: agreed is agreed");
        house.work.run(() -> house.deliveries.save(jane.id(), new DeliveryPlan(true, List.of("jane@far.example"), true), false));
        assertEquals(List.of("jane@far.example"), house.deliveries.current(jane.id()).onward());
        script("keep;");
        assertTrue(allows(FAR), "forwarding still names it");
        house.work.run(() -> house.deliveries.save(jane.id(), DeliveryPlan.HERE, false));
        assertFalse(allows(FAR), "nothing names it any more");
    }

    @Test void whatCountsForNothingAsksNobody() {
        lines(Filter.Kind.OFF, "jane@far.example");
        assertEquals(List.of(), awaiting(Place.FILTER));
        lines(Filter.Kind.SIMPLE, "jane@far.example");
        assertEquals(List.of("jane@far.example"), awaiting(Place.FILTER));
    }

    @Test void anAddressMadeOfAMessageIsAStrangers() {
        script("require [\"variables\", \"envelope\"]; if envelope :matches \"from\" \"*@*\" { redirect \"${1}@far.example\"; }");
        assertEquals(List.of(), awaiting(Place.FILTER));
        assertFalse(allows(new Address("anybody", "far.example")));
        house.work.run(() -> house.settings.change(Map.of("forward.asks", Optional.of("false")), Optional.empty()));
        assertTrue(allows(new Address("anybody", "far.example")), "unless the house asks nobody");
    }

    @Test void administratorsAskNobodyUnlessTheHouseSaysSo() {
        house.work.run(() -> filters.save(jane.id(), new Filter(Filter.Kind.SCRIPT, List.of(), "redirect \"jane@far.example\";", ""), true));
        assertTrue(allows(FAR));
        assertEquals(List.of("joe@far.example"), house.work.call(() -> filters.asked(jane.id(), new Filter(Filter.Kind.SCRIPT, List.of(), "redirect \"joe@far.example\"; redirect \"jane@far.example\";", ""), false)));
    }

    @Test void aDeletedAccountLeavesNothing() {
        lines(Filter.Kind.SIMPLE, "jane@far.example");
        house.work.run(() -> house.accounts.delete(house.accounts.find(jane.id()).orElseThrow()));
        assertEquals(List.of(), awaiting(Place.FILTER));
        assertThrows(Rejected.class, () -> lines(Filter.Kind.SIMPLE, "no address"));
    }
}
