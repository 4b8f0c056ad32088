package org.posthouse.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.AgreedAddress.Place;
import org.posthouse.domain.Rejected;

class DeliveryPlansTest {
    private final TestHouse house = new TestHouse();
    private Account jane;
    private Account bob;

    @BeforeEach void open() {
        house.work.run(() -> house.domains.add("example.test", "mail.example.test"));
        jane = house.open("Jane", "correct horse", "jane@example.test", "doe@example.test");
        bob = house.open("Bob", "correct horse", "bob@example.test");
    }

    @AfterEach void close() { house.close(); }

    private DeliveryPlan save(DeliveryPlan plan) { return house.work.call(() -> house.deliveries.save(jane.id(), plan)); }

    @Test void mailStaysHereUntilSomebodySaysOtherwise() {
        assertEquals(DeliveryPlan.HERE, house.work.call(() -> house.deliveries.load(jane.id())));
        assertEquals(DeliveryPlan.HERE, house.deliveries.current(jane.id()));
        var plan = new DeliveryPlan(true, List.of("bob@example.test", "jane@elsewhere.test"), false);
        assertEquals(plan, save(plan));
        assertEquals(plan, house.work.call(() -> house.deliveries.load(jane.id())));
        assertEquals(plan, house.deliveries.current(jane.id()), "the path of mail sees it at once, in its order");
        save(DeliveryPlan.HERE);
        assertEquals(DeliveryPlan.HERE, house.deliveries.current(jane.id()));
        save(plan);
        house.work.run(() -> house.accounts.delete(house.accounts.find(jane.id()).orElseThrow()));
        assertEquals(DeliveryPlan.HERE, house.work.call(() -> house.deliveries.load(jane.id())), "nothing is left of a deleted account");
    }

    private DeliveryPlan saveOwn(String... forward) { return house.work.call(() -> house.deliveries.save(jane.id(), new DeliveryPlan(true, List.of(forward), false), false)); }

    private List<Object> asked() { return house.events.stream().filter(ForwardAsked.class::isInstance).toList(); }

    @Test void strangersAreAskedBeforePeopleForwardToThem() {
        var saved = saveOwn("bob@example.test", "jane@elsewhere.test");
        assertEquals(List.of("jane@elsewhere.test"), saved.awaiting(), "who lives here is not asked");
        assertEquals(List.of("bob@example.test"), house.deliveries.current(jane.id()).onward());
        assertEquals(List.of(new ForwardAsked(jane.id(), "jane@elsewhere.test")), asked());
        saveOwn("jane@elsewhere.test", "bob@example.test");
        assertEquals(1, asked().size(), "saved again, asked once");
        assertEquals(List.of("jane@elsewhere.test"), house.deliveries.current(jane.id()).awaiting());
        assertTrue(house.work.call(() -> house.agreed.agree(jane.id(), "jane@elsewhere.test")));
        assertFalse(house.work.call(() -> house.agreed.agree(jane.id(), "jane@elsewhere.test")));
        assertEquals(List.of("jane@elsewhere.test", "bob@example.test"), house.deliveries.current(jane.id()).onward());
        saveOwn("bob@example.test");
        assertEquals(List.of("jane@elsewhere.test"), saveOwn("jane@elsewhere.test").awaiting(), "taken away and entered again is asked again");
    }

    @Test void administratorsAskNobodyUnlessTheHouseSaysSo() {
        assertEquals(List.of(), save(new DeliveryPlan(true, List.of("jane@elsewhere.test"), true)).awaiting());
        house.work.run(() -> house.settings.change(java.util.Map.of("forward.asks", java.util.Optional.of("false"), "forward.asks-administrators", java.util.Optional.of("true")), java.util.Optional.empty()));
        assertEquals(List.of(), saveOwn("other@elsewhere.test").awaiting());
        assertEquals(List.of("third@elsewhere.test"), save(new DeliveryPlan(true, List.of("third@elsewhere.test"), true)).awaiting());
    }

    @Test void nobodyIsAskedAgainAtOnce() {
        saveOwn("jane@elsewhere.test");
        assertThrows(Rejected.class, () -> house.work.run(() -> house.agreed.askAgain(jane.id(), Place.FORWARD)));
        house.clock.pass(AgreedAddresses.AGAIN_AFTER);
        house.work.run(() -> house.agreed.askAgain(jane.id(), Place.FORWARD));
        assertEquals(2, asked().size());
        assertEquals(house.clock.instant(), house.work.call(() -> house.agreed.awaiting(jane.id(), Place.FORWARD)).getFirst().asked().orElseThrow());
    }

    @ParameterizedTest(name = "mailbox {0}, forward {1}, copy {2}: kept {3}")
    @CsvSource(textBlock = """
            true,  '',               true,  true
            true,  '',               false, true
            true,  bob@example.test, true,  true
            true,  bob@example.test, false, false
            false, bob@example.test, true,  false
            """)
    void aCopyStaysWhereThereIsAMailboxAndItIsWanted(boolean mailbox, String forward, boolean copy, boolean kept) {
        assertEquals(kept, new DeliveryPlan(mailbox, forward.isEmpty() ? List.of() : List.of(forward), copy).keeps());
    }

    @ParameterizedTest(name = "mailbox {0}, forward {1}: {2}")
    @CsvSource(textBlock = """
            false, '',                                 mailbox
            true,  nobody@example.test,                forward
            true,  jane@example.test,                  forward
            true,  DOE@mail.example.test,              forward
            true,  jane+news@example.test,             forward
            true,  no address,                         forward
            true,  postmaster,                         forward
            true,  bob@example.test|no address|x y,    forward forward
            """)
    void mailMustGoSomewhereElse(boolean mailbox, String forward, String fields) {
        var plan = new DeliveryPlan(mailbox, forward.isEmpty() ? List.of() : Arrays.asList(forward.split("\\|")), true);
        var rejected = assertThrows(Rejected.class, () -> save(plan));
        assertEquals(List.of(fields.split(" ")), rejected.faults().stream().map(Rejected.Fault::field).toList(), rejected.getMessage());
        assertEquals(DeliveryPlan.HERE, house.deliveries.current(jane.id()));
    }

    @Test void anAddressStandsThereOnce() {
        assertEquals(List.of("Bob@example.test", "x@elsewhere.test"),
                save(new DeliveryPlan(true, List.of("Bob@example.test", " x@elsewhere.test", "bob@EXAMPLE.test", "X@elsewhere.test"), true)).forward());
    }

    @Test void whatAnAccountAnswersIsKeptAndChecked() {
        assertEquals(AutoReply.NONE, house.work.call(() -> house.replies.load(bob.id())));
        var from = java.time.LocalDate.parse("2026-08-01");
        var away = new AutoReply(AutoReply.Mode.VACATION, "Away", "Back in September.\r\n\n", java.util.Optional.of(from), java.util.Optional.of(from.plusDays(30)), 7);
        var stored = house.work.call(() -> house.replies.save(bob.id(), away));
        assertEquals("Back in September.", stored.message());
        assertEquals(stored, house.work.call(() -> house.replies.load(bob.id())));
        assertFalse(stored.answersOn(from.minusDays(1)));
        assertTrue(stored.answersOn(from));
        assertTrue(stored.answersOn(from.plusDays(30)));
        assertFalse(stored.answersOn(from.plusDays(31)));
        var wrong = new AutoReply(AutoReply.Mode.REPLY, "two\nlines", " ", java.util.Optional.of(from), java.util.Optional.of(from.minusDays(1)), 0);
        var rejected = assertThrows(Rejected.class, () -> house.work.call(() -> house.replies.save(bob.id(), wrong)));
        assertEquals(List.of("subject", "message", "until", "everyDays"), rejected.faults().stream().map(Rejected.Fault::field).toList());
    }
}
