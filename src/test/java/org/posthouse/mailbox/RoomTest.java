package org.posthouse.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.Account;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.LocalRecipient;
import org.posthouse.account.MailboxLimits;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.store.Entry;
import org.posthouse.store.Position;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

class RoomTest {
    private static final RecordId RECORD = new RecordId(UUID.randomUUID(), 0);

    private final TestHouse house = new TestHouse(Folder.class);
    private final TestMailbox mailbox = new TestMailbox(house);
    private final Room room = mailbox.room;
    private Account jane;
    private long inbox;
    private int arrived;

    @BeforeEach void people() {
        house.reserve();
        house.work.run(() -> house.domains.add("podunk.test"));
        jane = house.open("Jane", "secret-123", "jane@podunk.test");
        inbox = house.work.call(() -> mailbox.folders.inbox(jane.id()));
    }

    @AfterEach void close() { house.close(); }

    private LocalRecipient to(long octets, long messages, long each) { return new LocalRecipient(jane.id(), new Address("jane", "podunk.test"), "jane@podunk.test", "", false, new MailboxLimits(octets, messages, each)); }

    private void holds(long octets, long messages) {
        house.work.run(() -> house.database.createNativeQuery("UPDATE folder SET octets = ?1, messages = ?2 WHERE id = ?3").setParameter(1, octets).setParameter(2, messages).setParameter(3, inbox).executeUpdate());
    }

    private String asked(LocalRecipient to, long size) { return said(room.refusal(to, size, false)); }

    private static String said(Optional<Reply> refusal) { return refusal.map(reply -> reply.code() + " " + reply.enhanced()).orElse("welcome"); }

    private StoredEnvelope message(long size) {
        var facts = new BodyFacts(size, 10, 1, 0, false, true);
        return StoredEnvelope.made(Instant.EPOCH.plusMillis(++arrived), new Envelope(Sender.of(Path.NULL), List.of(Recipient.of(Path.to("jane", "podunk.test")))), facts, "test");
    }

    @ParameterizedTest @CsvSource({
        // limits: octets, messages, each; there: octets, messages; SIZE
        "    0,  0,    0,    900, 50, 1000000, welcome",
        " 1000,  0,    0,    900,  1,      50, welcome",
        " 1000,  0,    0,    900,  1,     100, welcome",
        " 1000,  0,    0,    900,  1,     101, 452 4.2.2",
        " 1000,  0,    0,    900,  1,       0, welcome",            // what does not say its size is taken while there is any room
        " 1000,  0,    0,   1000,  1,       0, 452 4.2.2",
        " 1000,  0,    0,   1500,  1,       1, 452 4.2.2",
        " 1000,  0,    0,      0,  0,    1001, 552 5.2.2",          // never
        "    0, 10,    0,      0,  9,    5000, welcome",
        "    0, 10,    0,      0, 10,       1, 452 4.2.2",
        "    0,  0,  500,      0,  0,     500, welcome",
        "    0,  0,  500,      0,  0,     501, 552 5.3.4",
        "  100,  0,  500,    100,  1,     501, 552 5.3.4" })
    void limitsHaveTheirCodes(long octets, long messages, long each, long thereOctets, long thereMessages, long size, String answer) {
        holds(thereOctets, thereMessages);
        assertEquals(answer, asked(to(octets, messages, each), size));
    }

    @Test void aHouseMaySendItBackAtOnce() {
        house.work.run(() -> house.settings.change(Map.of("mailbox.full-refuses", Optional.of("true")), Optional.empty()));
        holds(1000, 1);
        assertEquals("552 5.2.2", asked(to(1000, 0, 0), 1));
    }

    @Test void whatWasAcceptedCountsBeforeItIsThere() {
        holds(0, 0);
        var to = to(1000, 3, 0);
        assertEquals("welcome", asked(to, 600));
        var first = message(600);
        room.accepted(first, List.of(to, to));                           // named twice, one copy
        assertEquals("452 4.2.2", asked(to, 401));
        assertEquals("welcome", asked(to, 400));
        dispatch(first, 700, true);                                      // with its trace it takes more
        assertEquals("452 4.2.2", asked(to, 301));
        assertEquals("welcome", asked(to, 300));
    }

    private void dispatch(StoredEnvelope message, long octets, boolean committed) {
        var entry = new Entry(RECORD, Position.START, message);
        room.adding(List.of(entry), List.of(new Arrival(inbox, RECORD, 0, message.arrival(), new byte[0], octets)));
        room.adding(List.of(entry), List.of(new Arrival(inbox, RECORD, 0, message.arrival(), new byte[0], octets)));       // a second attempt counts once
        room.ended(committed);
    }

    @Test void aBatchThatFailsIsStillOnItsWay() {
        holds(0, 0);
        var to = to(1000, 0, 0);
        asked(to, 1);
        var message = message(600);
        room.accepted(message, List.of(to));
        dispatch(message, 600, false);
        assertEquals("452 4.2.2", asked(to, 401));
        dispatch(message, 600, true);
        assertEquals("welcome", asked(to, 400));
    }

    @Test void aLookDuringACommitIsNotKept() {
        holds(0, 0);
        var to = to(1000, 0, 0);
        asked(to, 1);
        house.clock.pass(Duration.ofSeconds(10));
        var message = message(600);
        room.accepted(message, List.of(to));
        room.adding(List.of(new Entry(RECORD, Position.START, message)), List.of(new Arrival(inbox, RECORD, 0, message.arrival(), new byte[0], 600)));
        holds(600, 1);                                                   // committed, and Room not told yet
        assertEquals("452 4.2.2", asked(to, 401));
        room.ended(true);
        assertEquals("welcome", asked(to, 400));
        assertEquals("452 4.2.2", asked(to, 401));
    }

    @Test void roomThatWasMadeIsSeenSoon() {
        holds(1000, 1);
        var to = to(1000, 0, 0);
        assertEquals("452 4.2.2", asked(to, 1));
        holds(0, 0);
        assertEquals("452 4.2.2", asked(to, 1));
        house.clock.pass(Duration.ofSeconds(6));
        assertEquals("welcome", asked(to, 1));
    }

    @Test void whatTheStoreRefusedIsForgotten() {
        holds(0, 0);
        var to = to(1000, 0, 0);
        room.accepted(message(1000), List.of(to));
        assertEquals("452 4.2.2", asked(to, 1));
        house.clock.pass(Duration.ofMinutes(6));
        room.sweep();
        assertEquals("welcome", asked(to, 1));
    }

    @Test void whoOnlyForwardsNeedsNoRoom() {
        house.open("Bob", "secret-123", "bob@podunk.test");
        holds(1000, 1);
        house.work.run(() -> house.deliveries.save(jane.id(), new DeliveryPlan(true, List.of("bob@podunk.test"), false)));
        assertEquals("welcome", asked(to(1000, 0, 0), 1));
        assertEquals("452 4.2.2", said(room.refusal(to(1000, 0, 0), 1, true)), "but a script may file it here");
    }

    @Test void whatWaitsForAnAgreementNeedsRoom() {
        holds(1000, 1);
        house.work.run(() -> house.deliveries.save(jane.id(), new DeliveryPlan(true, List.of("jane@far.example"), false), false));
        assertEquals("452 4.2.2", asked(to(1000, 0, 0), 1));
    }

    @Test void twinsAreBothTakenOffAgain() {
        holds(0, 0);
        var to = to(1000, 0, 0);
        var message = message(600);
        room.accepted(message, List.of(to));
        room.accepted(message, List.of(to));
        house.clock.pass(Duration.ofMinutes(6));
        room.sweep();
        assertEquals("welcome", asked(to, 1000));
    }

    /// Without SIZE: refused after DATA only when nobody takes it.
    @Test void afterDataAllMustRefuse() {
        var small = to(0, 0, 500);
        assertEquals("welcome", said(room.refusal(List.of(small), 500)));
        assertEquals("552 5.3.4", said(room.refusal(List.of(small), 501)));
        assertEquals("552 5.3.4", said(room.refusal(List.of(small, to(0, 0, 400)), 501)));
        assertEquals("welcome", said(room.refusal(List.of(small, to(0, 0, 600)), 501)));
        assertEquals("welcome", said(room.refusal(List.of(small, to(0, 0, 0)), 501)));
        assertEquals("welcome", said(room.refusal(List.of(), 501)));
    }
}
