package org.posthouse.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.domain.Domain;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.DomainPlan;
import org.posthouse.domain.LoginNames;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;

class DomainAffairsTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("198.51.100.9");

    private final TestHouse house = new TestHouse();
    private final DomainAffairs affairs = house.affairs;
    private Account jane;

    @BeforeEach void twoDomains() {
        house.setUp.prepare(java.util.Optional.empty(), java.util.Optional.of("postmaster-1"));
        house.work.run(() -> {
            house.domains.add("podunk.test", "alias.test");
            house.domains.add("second.test");
        });
        jane = house.open("Jane", "secret-123", "jane@podunk.test");
    }

    @AfterEach void close() { house.close(); }

    private Domain find(String name) { return house.domains.domains.find(name).orElseThrow(); }

    private void change(String name, UnaryOperator<DomainPlan> wish, String... administrators) {
        house.work.run(() -> affairs.change(find(name), wish.apply(find(name).plan()), false, List.of(administrators)));
    }

    private static DomainPlan stray(DomainPlan p, String catchAll, String redirect) {
        return new DomainPlan(p.name(), p.aliases(), p.limits(), p.expiryDays(), catchAll, redirect, p.localAddresses(), p.hidden());
    }

    private static DomainPlan at(DomainPlan p, String... addresses) {
        return new DomainPlan(p.name(), p.aliases(), p.limits(), p.expiryDays(), "", "", List.of(addresses), p.hidden());
    }

    private static String fault(Runnable work) { return assertThrows(Rejected.class, work::run).getMessage(); }

    @ParameterizedTest @CsvSource({"jane@alias.test,jane@podunk.test", "Jane+stray@podunk.test,Jane+stray@podunk.test", "postmaster@second.test,postmaster@second.test", "Jane@FAR.example,Jane@far.example"})
    void aCatchAllIsKeptInOneSpelling(String typed, String stored) {
        change("second.test", p -> stray(p, typed, ""));
        assertEquals(stored, house.work.call(() -> find("second.test").catchAll()));
        assertTrue(affairs.leadsSomewhere(stored));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
            "nobody@podunk.test | catchAll: \"nobody@podunk.test\" belongs to no account",
            "jane | catchAll: \"jane\" is not an address",
            "jane@[192.0.2.1] | catchAll: \"jane@[192.0.2.1]\" is not an address"})
    void aCatchAllIsSomebodyHereOrElsewhere(String typed, String fault) { assertEquals(fault, fault(() -> change("second.test", p -> stray(p, typed, "")))); }

    @Test void aDomainWithAccountsCannotBeRedirectedAndARedirectedOneGetsNone() {
        assertTrue(fault(() -> change("podunk.test", p -> stray(p, "", "jane@podunk.test"))).startsWith("redirect: accounts have addresses"));
        change("second.test", p -> stray(p, "", "jane@podunk.test"));
        assertTrue(fault(() -> house.open("Bob", "secret-123", "bob@second.test")).startsWith("addresses: all mail to second.test is redirected to jane@podunk.test"));
        assertTrue(fault(() -> change("second.test", p -> stray(p, "jane@podunk.test", "jane@podunk.test"))).startsWith("catchAll:"));
    }

    @Test void aTargetThatWasDeletedLeadsNowhere() {
        change("second.test", p -> stray(p, "jane@podunk.test", ""));
        house.work.run(() -> house.accounts.delete(house.accounts.find(jane.id()).orElseThrow()));
        assertFalse(affairs.leadsSomewhere("jane@podunk.test"));
        assertTrue(affairs.leadsSomewhere(""));
    }

    @Test void administratorsAreAccountsAndGoWithThem() {
        change("second.test", p -> p, "jane@alias.test");
        assertEquals(Set.of(find("second.test").id()), house.domains.administrators.domainsOf(jane.id()));
        assertEquals(List.of("jane@podunk.test"), house.work.call(() -> affairs.administrators(find("second.test"))));
        assertEquals("administrators: \"nobody@podunk.test\" belongs to no account", fault(() -> change("second.test", p -> p, "nobody@podunk.test")));
        house.work.run(() -> house.accounts.delete(house.accounts.find(jane.id()).orElseThrow()));
        assertEquals(Set.of(), house.domains.administrators.domainsOf(jane.id()));
    }

    @Test void aDomainClosesWhenItsPeopleAreGone() {
        change("second.test", p -> at(p, "192.0.2.7"), "jane@podunk.test");
        assertEquals("name: accounts have addresses in it", fault(() -> house.work.run(() -> affairs.close(find("podunk.test")))));
        house.work.run(() -> affairs.close(find("second.test")));
        assertTrue(house.domains.domains.find("second.test").isEmpty());
        assertEquals(Set.of(), house.domains.administrators.domainsOf(jane.id()));
    }

    @Test void whatADomainHidesAndItsExpiryAreInTheSnapshotAtOnce() {
        change("second.test", p -> new DomainPlan(p.name(), p.aliases(), new DomainLimits(5, 0, 0, 0), 90, "", "", List.of(), Set.of(UserOption.PASSWORD, UserOption.API_TOKENS)));
        var local = house.domains.domains.local().find("second.test").orElseThrow();
        assertEquals(Set.of(UserOption.PASSWORD, UserOption.API_TOKENS), local.hidden());
        assertEquals(90, local.expiryDays());
        assertEquals(local, house.domains.domains.local().find(local.id()).orElseThrow());
        assertEquals("expiryDays: must be 0 (never) to 36,500", fault(() -> change("second.test", p -> new DomainPlan(p.name(), p.aliases(), p.limits(), -1, "", "", List.of(), Set.of()))));
    }

    @Test void aServersAddressBelongsToOneDomain() {
        change("second.test", p -> at(p, " 192.0.2.7 ", "2001:DB8::7"));
        assertEquals(List.of("192.0.2.7", "2001:db8:0:0:0:0:0:7"), house.work.call(() -> find("second.test").localAddresses()));
        assertEquals("localAddresses: 192.0.2.7 belongs to second.test", fault(() -> change("podunk.test", p -> at(p, "192.0.2.7"))));
        assertEquals("localAddresses: \"0.0.0.0\" is not an IP address of one machine", fault(() -> change("podunk.test", p -> at(p, "0.0.0.0"))));
        assertEquals("localAddresses: \"here.test\" is not an IP address of one machine", fault(() -> change("podunk.test", p -> at(p, "here.test"))));
        assertEquals("second.test", house.domains.domains.local().byAddress().get(InetAddress.ofLiteral("192.0.2.7")).name());
    }

    @Test void changingADomainCountsItsVersionUp() {
        int before = house.work.call(() -> find("second.test").version());
        change("second.test", p -> p, "jane@podunk.test");
        assertTrue(house.work.call(() -> find("second.test").version()) > before);
    }

    @Test void signInNamesMayBeWrittenWithAnotherSeparatorOrWithoutADomain() {
        assertInstanceOf(SignInDecision.Granted.class, house.desk.password(Door.SMTP, CLIENT, "jane", "secret-123"));
        assertInstanceOf(SignInDecision.Denied.class, house.desk.password(Door.SMTP, CLIENT, "jane%podunk.test", "secret-123"));
        house.work.run(() -> house.domains.domains.change(new LoginNames("%", false)));
        assertInstanceOf(SignInDecision.Granted.class, house.desk.password(Door.SMTP, CLIENT, "jane%podunk.test", "secret-123"));
        assertInstanceOf(SignInDecision.Denied.class, house.desk.password(Door.SMTP, CLIENT, "jane", "secret-123"));
        assertInstanceOf(SignInDecision.Granted.class, house.desk.password(Door.SMTP, CLIENT, "postmaster", "postmaster-1"));
    }
}
