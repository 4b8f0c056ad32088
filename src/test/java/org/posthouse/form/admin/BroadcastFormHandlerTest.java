package org.posthouse.form.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.Account;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.TestHouse;
import org.posthouse.housemail.HouseMail;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Choice;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.form.TestForms;

class BroadcastFormHandlerTest {
    private final TestHouse house = new TestHouse();
    private final BroadcastFormHandler handler = new BroadcastFormHandler();
    private final Set<String> reached = new TreeSet<>();
    private Domain here;
    private Domain there;
    private Account jane;

    @BeforeEach void people() {
        handler.accounts = house.accounts;
        handler.search = house.search;
        handler.domains = house.domains.domains;
        handler.ids = house.domains.ids;
        handler.mail = new HouseMail() {
            @Override public void post(String cause, String to, String subject, String text, List<String> recipients) { reached.addAll(recipients); }
        };
        here = house.work.call(() -> house.domains.add("here.test"));
        there = house.work.call(() -> house.domains.add("there.test"));
        jane = open("Jane", "jane@here.test");
        open("Bill", "bill@there.test");
        var gone = open("Gone", "gone@here.test");
        house.work.run(() -> house.accounts.discard(house.accounts.find(gone.id()).orElseThrow(), house.clock.instant()));
    }

    @AfterEach void close() { house.close(); }

    private Account open(String name, String address) { return house.work.call(() -> house.accounts.open(AccountPlan.of(name, List.of(address)), Optional.empty())); }

    private static BroadcastForm to(String domain) { return new BroadcastForm(domain, "Tonight", "We rest."); }

    private Set<String> sent(Subject who, String domain) {
        TestForms.apply(house, handler, who, Key.NONE, to(domain));
        return reached;
    }

    @Test void aPostmasterReachesEverybodyButNotTheTrash() {
        assertEquals(Set.of("jane@here.test", "bill@there.test"), sent(TestForms.postmaster(), ""));
        assertEquals(List.of("2 mailboxes get the message “Tonight”. It cannot be called back."), TestForms.effects(house, handler, "broadcast", TestForms.postmaster(), Key.NONE, to("")));
    }

    @Test void oneDomainIsReachedAlone() {
        assertEquals(Set.of("bill@there.test"), sent(TestForms.postmaster(), Long.toString(there.id())));
        assertEquals(List.of("One mailbox gets the message “Tonight”. It cannot be called back."), TestForms.effects(house, handler, "broadcast", TestForms.postmaster(), Key.NONE, to(Long.toString(there.id()))));
    }

    @Test void anAdministratorOfADomainReachesThatAlone() {
        var administrator = TestForms.subject(jane, here.id());
        assertEquals(List.of("here.test"), house.work.call(() -> handler.choices(administrator, Key.NONE, "domain")).stream().map(Choice::label).toList());
        assertEquals(Set.of("jane@here.test"), sent(administrator, Long.toString(here.id())));
        for (var other : List.of("", Long.toString(there.id()), "1", "x")) assertThrows(Forbidden.class, () -> sent(administrator, other), other);
    }

    @Test void nobodyIsNoRecipient() {
        var empty = house.work.call(() -> house.domains.add("empty.test"));
        assertThrows(Rejected.class, () -> sent(TestForms.postmaster(), Long.toString(empty.id())));
        assertEquals(Set.of(), reached);
    }
}
