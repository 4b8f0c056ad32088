package org.posthouse.endpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.IntakeVerdict;
import org.posthouse.connector.api.MaildropVerdict;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.RecipientVerdict;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.SignInVerdict;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.container.HouseTest;
import org.posthouse.container.Letters;
import org.posthouse.container.People;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.Path;

/// The message-driven beans, called as the connector calls them but without a socket.
class BeansIT extends HouseTest {
    private static final Sender BOB = Sender.of(Path.to("bob", "example.org"));

    @Inject OpenStore open;

    private IntakeBean intake;
    private SignInBean signIn;
    private MaildropBean maildrop;

    @BeforeEach void makeBeans() {
        intake = bean(IntakeBean.class);
        signIn = bean(SignInBean.class);
        maildrop = bean(MaildropBean.class);
    }

    private static <T> T bean(Class<T> type) { return new Unmanaged<>(type).newInstance().produce().inject().postConstruct().get(); }

    private static Client client(Optional<SignedIn> who) {
        return new Client("a1b2", Service.SMTP, new InetSocketAddress("192.0.2.7", 40000), new InetSocketAddress("192.0.2.1", 25), Optional.empty(), "client.example.org", true, who);
    }

    private static final Client STRANGER = client(Optional.empty());

    private String refusal(Client client, Sender sender, String recipient) {
        var reply = assertInstanceOf(RecipientVerdict.Refused.class, intake.recipient(client, sender, Recipient.of(Letters.path(recipient)))).reply();
        return reply.code() + " " + reply.enhanced();
    }

    private void assertWelcome(String recipient) {
        assertEquals(new RecipientVerdict.Welcome(), intake.recipient(STRANGER, BOB, Recipient.of(Letters.path(recipient))), recipient);
    }

    @Test void whoLivesHereIsWelcomeInAnySpelling() {
        var jane = people.somebody();
        assertWelcome(jane.address());
        assertWelcome(jane.address().toUpperCase(java.util.Locale.ROOT));
        assertWelcome(jane.address().replace("@", "+list@"));
        assertWelcome("postmaster");
        assertWelcome("Abuse@Example.TEST");
    }

    @Test void othersAreNot() {
        assertEquals("550 5.1.1", refusal(STRANGER, BOB, "nobody@example.test"));
        assertEquals("550 5.7.1", refusal(STRANGER, BOB, "somebody@elsewhere.example"));
    }

    @Test void whatWasTakenIsPromisedOnlyBySayingSo() throws Exception {
        var jane = people.somebody();
        try (var sink = open.get().open()) {
            sink.write(Letters.BODY, 0, Letters.BODY.length);
            var verdict = intake.deliver(STRANGER, Letters.to(jane.address()).envelope(), sink.complete(Letters.FACTS));
            assertEquals(250, assertInstanceOf(IntakeVerdict.Taken.class, verdict).pending().await().code());
        }
        Await.until(() -> "the message is in the mailbox", () -> messages(jane) == 1, reached -> reached);
    }

    private int messages(SignedIn who) {
        var opened = assertInstanceOf(MaildropVerdict.Opened.class, maildrop.open(STRANGER, who));
        maildrop.release(opened.drop());
        return opened.messages().size();
    }

    @Test void verifyTellsTheAddressOrNothing() {
        var jane = people.somebody();
        assertEquals("<" + jane.address() + ">", intake.verify(STRANGER, jane.address()).lines().getFirst());
        assertEquals(550, intake.verify(STRANGER, "nobody@example.test").code());
        assertEquals(252, intake.verify(STRANGER, "<somebody@elsewhere.example>").code());
        assertEquals(553, intake.verify(STRANGER, "not an address").code());
        assertEquals(550, intake.expand(STRANGER, "somebody@elsewhere.example").code());
    }

    @Test void aPasswordIsRightOrNot() {
        var jane = people.somebody();
        assertEquals(new SignInVerdict.Granted(jane), signIn.password(STRANGER, jane.address(), People.PASSWORD));
        assertInstanceOf(SignInVerdict.Denied.class, signIn.password(STRANGER, jane.address(), "something else"));
        assertInstanceOf(SignInVerdict.Denied.class, signIn.password(STRANGER, "nobody@example.test", People.PASSWORD));
    }

    @Test void aMaildropIsReadByOneAndLosesWhatHeDeleted() throws Exception {
        var jane = people.somebody();
        for (int i = 0; i < 3; i++) assertEquals(250, open.get().append(Letters.to(jane.address()), Letters.BODY).await().code());
        Await.until(() -> "three messages are in the mailbox", () -> messages(jane) == 3, reached -> reached);
        var held = assertInstanceOf(MaildropVerdict.Opened.class, maildrop.open(STRANGER, jane));
        assertEquals(new MaildropVerdict.InUse(), maildrop.open(STRANGER, jane));
        var second = held.messages().get(1);
        assertTrue(second.uidl().matches("[!-~]{1,70}"), second.uidl());                      // RFC 1939 §7
        try (var content = maildrop.content(held.drop(), second.id()).orElseThrow()) {
            assertArrayEquals(Letters.BODY, content.body().readAllBytes());
            assertEquals(second.size(), content.prefix().length + content.bodySize());
        }
        assertTrue(maildrop.update(held.drop(), Set.of(second.id())));
        var later = assertInstanceOf(MaildropVerdict.Opened.class, maildrop.open(STRANGER, jane));
        assertEquals(java.util.List.of(held.messages().get(0), held.messages().get(2)), later.messages());
        maildrop.release(later.drop());
    }

    @Test void aMessageThatIsGoneIsNotThere() {
        var jane = people.somebody();
        var held = assertInstanceOf(MaildropVerdict.Opened.class, maildrop.open(STRANGER, jane));
        assertTrue(maildrop.content(held.drop(), 4711).isEmpty());
        assertTrue(maildrop.update(held.drop(), Set.of(4711L)), "deleted by somebody else meanwhile");
        assertTrue(maildrop.content(held.drop(), 1).isEmpty(), "the drop was given up");
    }
}
