package org.posthouse.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthouse.account.LocalRecipient;
import org.posthouse.account.MailboxLimits;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Address;
import org.posthouse.routing.Goal;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Rule;

class WishesTest {
    private static final Address JANE = new Address("jane", "podunk.test");
    private static final Goal OWN = new Goal(new Resolution.Mailbox(new LocalRecipient(7, JANE, JANE.key(), "", false, new MailboxLimits(0, 0, 0))), JANE, JANE, 0, Optional.empty());

    private static Goal onward(String local) {
        var address = new Address(local, "far.test");
        return new Goal(new Resolution.Remote(address), address, JANE, 7, Optional.of(new Rule(Rule.Kind.FORWARD, "jane@podunk.test", "delivery/7")));
    }

    @Test void oneCopyKeepsWhatTheSenderAsked() {
        var asked = Set.of(Notify.SUCCESS, Notify.FAILURE);
        assertEquals(asked, Wishes.of(asked, List.of(onward("a"))).of(onward("a")));
        assertFalse(Wishes.of(asked, List.of(onward("a"))).expanded());
    }

    @Test void ofSeveralTheAddressedMailboxTellsOfSuccess() {
        var wishes = Wishes.of(Set.of(Notify.SUCCESS, Notify.FAILURE), List.of(OWN, onward("a")));
        assertEquals(Set.of(Notify.SUCCESS, Notify.FAILURE), wishes.of(OWN));
        assertEquals(Set.of(Notify.FAILURE), wishes.of(onward("a")));
        assertFalse(wishes.expanded());
    }

    @Test void whereNobodyIsAddressedTheHouseSaysItOnce() {
        var wishes = Wishes.of(Set.of(Notify.SUCCESS), List.of(onward("a"), onward("b")));
        assertTrue(wishes.expanded());
        assertEquals(Set.of(Notify.NEVER), wishes.of(onward("b")));
        assertEquals(Set.of(), Wishes.of(Set.of(), List.of(onward("a"), onward("b"))).of(onward("a")));
    }

    @Test void aCircleShowsInTheHeader() {
        var header = "Received: x\r\n".repeat(51) + "Delivered-To: Jane@PODUNK.test\r\nSubject: Delivered-To: bob@podunk.test\r\n\r\nDelivered-To: carol@podunk.test\r\n";
        var hops = Hops.of(HeaderFields.of(header.getBytes(StandardCharsets.US_ASCII)));
        assertTrue(hops.circle());
        assertTrue(hops.by(JANE));
        assertFalse(hops.by(new Address("bob", "podunk.test")));
        assertFalse(hops.by(new Address("carol", "podunk.test")));
        assertFalse(Hops.of(HeaderFields.of("Received: x\r\n".repeat(50).getBytes(StandardCharsets.US_ASCII))).circle());
    }
}
