package org.posthouse.form.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.Account;
import org.posthouse.account.AutoReply.Mode;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.FromRewrite;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.DomainPlan;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Forbidden;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.form.TestForms;

class OwnMailFormsTest {
    private final TestHouse house = new TestHouse();
    private final Whose whose = new Whose();
    private final OwnAccountFormHandler own = new OwnAccountFormHandler();
    private final DeliveryFormHandler delivery = new DeliveryFormHandler();
    private final VacationFormHandler vacation = new VacationFormHandler();
    private final FingerFormHandler finger = new FingerFormHandler();
    private final DirectoryListingFormHandler listing = new DirectoryListingFormHandler();
    private Account jane, bob;
    private Subject she;

    @BeforeEach void open() {
        whose.accounts = own.accounts = finger.accounts = listing.accounts = house.accounts;
        own.whose = delivery.whose = vacation.whose = finger.whose = listing.whose = whose;
        own.clock = Clock.systemUTC();
        delivery.plans = house.deliveries;
        delivery.agreed = house.agreed;
        delivery.domains = house.domains.domains;
        vacation.replies = house.replies;
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> {
            house.domains.add("podunk.test");
            house.domains.add("second.test");
        });
        jane = house.open("Janie Lee", "secret-123", "jane@podunk.test", "lee@podunk.test");
        bob = house.open("Bob", "secret-123", "bob@second.test");
        she = TestForms.subject(jane);
    }

    @AfterEach void close() { house.close(); }

    private static final Key OWN = Key.NONE;

    private void hide(UserOption... options) {
        house.work.run(() -> {
            var domain = house.domains.domains.find("podunk.test").orElseThrow();
            house.affairs.change(domain, new DomainPlan(domain.name(), List.of(), DomainLimits.NONE, 0, "", "", List.of(), Set.of(options)), true, List.of());
        });
    }

    private boolean offered(FormHandler<?> handler, Subject who, Key key) { return house.work.call(() -> handler.offered(who, key)); }

    @Test void whoseAccountItIsDecidesWhoReachesIt() {
        long podunk = house.work.call(() -> house.domains.domains.find("podunk.test").orElseThrow().id());
        var administrator = TestForms.subject(bob, podunk);
        assertEquals("Janie Lee", TestForms.load(house, own, she, OWN).name());
        assertEquals("Janie Lee", TestForms.load(house, own, she, Key.of(jane.id())).name());
        assertEquals("Janie Lee", TestForms.load(house, own, administrator, Key.of(jane.id())).name());
        assertEquals("Bob", TestForms.load(house, own, TestForms.postmaster(), Key.of(bob.id())).name());
        assertThrows(Forbidden.class, () -> TestForms.load(house, own, she, Key.of(bob.id())));
        assertThrows(Forbidden.class, () -> TestForms.load(house, own, she, new Key("7")));
        assertThrows(Forbidden.class, () -> TestForms.load(house, own, TestForms.subject(jane, podunk), Key.of(bob.id())));
        long pm = house.work.call(() -> house.accounts.find("postmaster").orElseThrow().id());
        assertThrows(Forbidden.class, () -> TestForms.load(house, own, administrator, Key.of(pm)));
        assertThrows(Rejected.class, () -> TestForms.load(house, own, TestForms.postmaster(), new Key("7")));
    }

    @Test void aDomainHidesFromItsPeopleAndNotFromAdministrators() {
        hide(UserOption.DELIVERY, UserOption.OWN_ADDRESSES);
        assertFalse(offered(delivery, she, OWN));
        assertTrue(offered(vacation, she, OWN));
        assertTrue(offered(delivery, TestForms.postmaster(), Key.of(jane.id())));
        assertTrue(offered(delivery, TestForms.subject(bob), OWN));
        assertEquals(List.of("jane@podunk.test"), TestForms.load(house, own, she, OWN).form().addresses());
        assertEquals(List.of("jane@podunk.test", "lee@podunk.test"), TestForms.load(house, own, TestForms.postmaster(), Key.of(jane.id())).form().addresses());
    }

    @Test void reservedAccountsAnswerAndForwardNothing() {
        long pm = house.work.call(() -> house.accounts.find("postmaster").orElseThrow().id());
        for (var handler : List.of(delivery, vacation, listing)) assertFalse(offered(handler, TestForms.postmaster(), Key.of(pm)));
        assertTrue(offered(finger, TestForms.postmaster(), Key.of(pm)));
    }

    private static DeliveryForm delivery(List<String> forward, boolean keepCopy, boolean mailbox) { return new DeliveryForm(forward, "Nothing waits.", false, keepCopy, mailbox, DeliveryPlan.Detail.INBOX, List.of(), List.of(), List.of()); }

    @Test void forwardingSaysWhatItDoes() {
        var here = TestForms.load(house, delivery, she, OWN).form();
        assertEquals(delivery(List.of(), true, true), here);
        var both = delivery(List.of("BOB@second.test"), true, true);
        assertEquals(List.of("Mail to jane@podunk.test will also go to BOB@second.test."), TestForms.effects(house, delivery, "delivery", she, OWN, both));
        var away = delivery(List.of("bob@second.test"), false, true);
        assertEquals(List.of("Mail to jane@podunk.test will go to bob@second.test.", "No copy will be kept in the mailbox here."), TestForms.effects(house, delivery, "delivery", she, OWN, away));
        TestForms.apply(house, delivery, she, OWN, away);
        assertEquals(new DeliveryPlan(true, List.of("bob@second.test"), false), house.work.call(() -> house.deliveries.load(jane.id())));
        assertEquals(List.of(), TestForms.effects(house, delivery, "delivery", she, OWN, away));
        assertEquals(List.of("Mail to jane@podunk.test will go to jane@far.example.", "Mail to jane@podunk.test will no longer go to bob@second.test.",
                        "Whoever reads mail at jane@far.example is asked first. Until they agree nothing is sent there, and mail stays in the mailbox here.",
                        "Some of these addresses are on other servers. Mail for them leaves this server; what happens to it there is not decided here."),
                TestForms.effects(house, delivery, "delivery", she, OWN, delivery(List.of("jane@far.example"), false, true)));
    }

    @Test void aFaultOfTheMailboxIsToldWherePeopleCanSeeIt() {
        var nowhere = delivery(List.of(), true, false);
        assertEquals("forward", assertThrows(Rejected.class, () -> TestForms.apply(house, delivery, she, OWN, nowhere)).faults().getFirst().field());
        assertEquals("mailbox", assertThrows(Rejected.class, () -> TestForms.apply(house, delivery, TestForms.postmaster(), Key.of(jane.id()), nowhere)).faults().getFirst().field());
        assertEquals("forward", assertThrows(Rejected.class, () -> TestForms.apply(house, delivery, she, OWN, delivery(List.of("lee@podunk.test"), true, true))).faults().getFirst().field());
    }

    @Test void aVacationIsShownAsPeopleReceiveIt() {
        var form = TestForms.typed(TestForms.load(house, vacation, she, OWN).form(), Map.of("mode", List.of("vacation"), "from", List.of("2026-12-26"), "until", List.of("2027-01-04"),
                "subject", List.of("Away"), "message", List.of("Back on the 5th.")));
        assertEquals(List.of("Whoever writes to jane@podunk.test is answered, the same person once in 7 days.", "It begins on Dec 26, 2026 and ends by itself after Jan 4, 2027.",
                "This is what they receive: From: Janie Lee <jane@podunk.test>\nSubject: Away\n\nBack on the 5th."), TestForms.effects(house, vacation, "vacation", she, OWN, form));
        var before = TestForms.load(house, vacation, she, OWN);
        TestForms.apply(house, vacation, she, OWN, form);
        var after = TestForms.load(house, vacation, she, OWN);
        assertEquals("From: Janie Lee <jane@podunk.test>\nSubject: Away\n\nBack on the 5th.", after.form().preview());
        assertEquals(Optional.of(LocalDate.of(2027, 1, 4)), after.form().until());
        assertFalse(before.version().equals(after.version()));
        assertEquals(List.of("Nobody is answered any more."), TestForms.effects(house, vacation, "vacation", she, OWN, TestForms.typed(after.form(), Map.of("mode", List.of("off")))));
        assertEquals("Nothing: nobody is answered.", before.form().preview());
    }

    @Test void aVacationNeedsWordsAndDaysInOrder() {
        var empty = new VacationForm(Mode.REPLY, Optional.of(LocalDate.of(2026, 5, 2)), Optional.of(LocalDate.of(2026, 5, 1)), 7, false, "", " ", "");
        assertEquals(List.of("message", "until"), assertThrows(Rejected.class, () -> TestForms.effects(house, vacation, "vacation", she, OWN, empty)).faults().stream().map(Rejected.Fault::field).sorted().toList());
    }

    @Test void languageAndZoneAreChosenFromLists() {
        var form = TestForms.typed(TestForms.load(house, own, she, OWN).form(), Map.of("language", List.of("ja"), "timeZone", List.of("Asia/Tokyo"), "fromRewrite", List.of("quoted")));
        TestForms.apply(house, own, she, OWN, form);
        var account = house.work.call(() -> house.accounts.find(jane.id()).orElseThrow());
        assertEquals(List.of("ja", "Asia/Tokyo", FromRewrite.QUOTED), List.of(account.language(), account.timeZone(), account.fromRewrite()));
        assertEquals(List.of("", "en", "ja", "zh"), house.work.call(() -> own.choices(she, OWN, "language")).stream().map(c -> c.value()).toList());
        var zones = house.work.call(() -> own.choices(she, OWN, "timeZone"));
        assertTrue(zones.stream().anyMatch(c -> c.label().equals("Asia/Tokyo (UTC+09:00)")), () -> zones.toString());
        assertThrows(Rejected.class, () -> TestForms.apply(house, own, she, OWN, TestForms.typed(form, Map.of("timeZone", List.of("Mars/Olympus")))));
    }

    @Test void fingerAndTheDirectoryShowWhatTheirFormsSay() {
        TestForms.apply(house, finger, she, OWN, new FingerForm("In the office until four.", ""));
        assertEquals("Account Name: Janie Lee\nEmail address: jane@podunk.test\n----------------------------------------\nIn the office until four.", TestForms.load(house, finger, she, OWN).form().preview());
        long podunk = house.work.call(() -> house.domains.domains.find("podunk.test").orElseThrow().id());
        assertEquals(1, house.work.call(() -> house.whitePages.page(podunk, "", 0, 50)).total());
        assertEquals("jane@podunk.test", house.work.call(() -> house.whitePages.page(podunk, "Ja le", 0, 50)).entries().getFirst().address());
        assertEquals(0, house.work.call(() -> house.whitePages.page(podunk, "bob", 0, 50)).total());
        TestForms.apply(house, listing, she, OWN, new DirectoryListingForm(false, ""));
        assertEquals(0, house.work.call(() -> house.whitePages.page(podunk, "", 0, 50)).total());
    }
}
