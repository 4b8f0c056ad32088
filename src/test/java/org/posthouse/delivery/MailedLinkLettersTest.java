package org.posthouse.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.account.Account;
import org.posthouse.account.AccountClosed;
import org.posthouse.account.AccountOpened;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.AgreedAddresses;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.ForwardAsked;
import org.posthouse.account.TestHouse;
import org.posthouse.database.Durability;
import org.posthouse.domain.Rejected;
import org.posthouse.housemail.TestMail;
import org.posthouse.link.TestLinks;
import org.posthouse.mailbox.Folder;
import org.posthouse.mailbox.TestMailbox;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Snapshot;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.text.Language;

/// Letters with a link in them: the question whether mail may be forwarded, and the greeting with which somebody chooses a password.
class MailedLinkLettersTest {
    @TempDir Path home;
    private final TestHouse house = new TestHouse(Stream.concat(Stream.of(Folder.class), TestLinks.entities().stream()).toArray(Class<?>[]::new));
    private final TestMailbox mailbox = new TestMailbox(house);
    private final TestLinks links = new TestLinks(house);
    private final ForwardLetters forwards = new ForwardLetters();
    private final Greetings greetings = new Greetings();
    private Account jane;

    private record Sent(List<String> recipients, String subject, String text) {
        String token() {
            var match = Pattern.compile("https://mail\\.podunk\\.test/(?:forward|password)/([a-z0-9]+)").matcher(text);
            assertTrue(match.find(), text);
            return match.group(1);
        }
    }

    @BeforeEach void open() throws Exception {
        house.reserve();
        house.work.run(() -> house.domains.add("podunk.test"));
        mailbox.open.set(MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, house.clock));
        var name = new HostName() {
            @Override public String now() { return "mail.podunk.test"; }

            @Override public String of(Snapshot snapshot) { return "mail.podunk.test"; }
        };
        forwards.mail = greetings.mail = TestMail.of(house, mailbox.open, name);
        forwards.accounts = greetings.accounts = house.accounts;
        forwards.settings = greetings.settings = house.settings;
        forwards.links = greetings.links = links.links;
        forwards.hostName = greetings.hostName = name;
        forwards.clock = greetings.clock = house.clock;
        forwards.agreed = house.agreed;
        greetings.due = mailbox.greetings;
        greetings.unitOfWork = house.work;
        greetings.durability = new Durability() {
            @Override public void await() { }
        };
        jane = open("jane", "secret-123");
    }

    private Account open(String who, String password) {
        return password.isEmpty() ? house.work.call(() -> house.accounts.open(AccountPlan.of(who, List.of(who + "@podunk.test")), Optional.empty())) : house.open(who, password, who + "@podunk.test");
    }

    @AfterEach void close() {
        mailbox.open.get().close();
        house.close();
    }

    private Sent next() throws Exception {
        var entry = mailbox.open.get().take(1).getFirst();
        try (var body = mailbox.open.get().read(entry.id()).orElseThrow()) {
            var whole = new String(body.open().readAllBytes(), StandardCharsets.UTF_8);
            var text = new String(Base64.getMimeDecoder().decode(whole.substring(whole.indexOf("\r\n\r\n"))), StandardCharsets.UTF_8).replace("\r\n", "\n");
            return new Sent(entry.envelope().envelope().recipients().stream().map(r -> r.path().address().orElseThrow().toString()).toList(),
                    EncodedWords.read(HeaderFields.of(whole.getBytes(StandardCharsets.UTF_8)).first("Subject").orElseThrow()), text);
        }
    }

    private void forward(String to) {
        house.work.run(() -> {
            house.deliveries.save(jane.id(), new DeliveryPlan(true, List.of(to), false), false);
            forwards.asked(new ForwardAsked(jane.id(), to));
        });
    }

    @Test void aForwardBeginsWhenItsReaderAgrees() throws Exception {
        forward("jane@far.example");
        var letter = next();
        assertEquals(List.of("jane@far.example"), letter.recipients());
        assertEquals("May mail for jane@podunk.test be forwarded to you?", letter.subject());
        assertEquals("jane@far.example", house.work.call(() -> forwards.question(letter.token())).orElseThrow().to(), "looking answers nothing");
        assertEquals(List.of(), house.deliveries.current(jane.id()).onward());
        assertTrue(house.work.call(() -> forwards.agree(letter.token())).isPresent());
        assertEquals(List.of("jane@far.example"), house.deliveries.current(jane.id()).onward());
        assertTrue(house.work.call(() -> forwards.agree(letter.token())).isEmpty(), "once");
    }

    @Test void aQuestionTakenBackOrTooOldIsNone() throws Exception {
        forward("jane@far.example");
        var token = next().token();
        house.work.run(() -> house.deliveries.save(jane.id(), DeliveryPlan.HERE, false));
        assertTrue(house.work.call(() -> forwards.agree(token)).isEmpty());
        house.clock.pass(AgreedAddresses.AGAIN_AFTER);
        forward("jane@far.example");
        var second = next().token();
        house.clock.pass(ForwardLetters.GOOD_FOR.plusSeconds(1));
        assertTrue(house.work.call(() -> forwards.agree(second)).isEmpty());
    }

    @Test void takingAnAddressAwayAndBackWritesNoLetters() throws Exception {
        forward("jane@far.example");
        var token = next().token();
        house.work.run(() -> house.deliveries.save(jane.id(), DeliveryPlan.HERE, false));
        forward("jane@far.example");
        forward("bob@far.example");
        assertEquals(List.of("bob@far.example"), next().recipients());
        forward("jane@far.example");
        assertTrue(house.work.call(() -> forwards.agree(token)).isPresent(), "the first letter is good");
    }

    @Test void nobodyFloodsStrangersWithQuestions() {
        for (int i = 0; i < ForwardLetters.MOST_A_DAY; i++) forward("jane" + i + "@far.example");
        assertEquals("forward", assertThrows(Rejected.class, () -> forward("eve@far.example")).faults().getFirst().field());
        house.clock.pass(Duration.ofDays(1));
        forward("eve@far.example");
    }

    @Test void oneWhoCannotBeGreetedKeepsNobodyWaiting() throws Exception {
        greets(true);
        opened(jane, false);
        var bob = open("bob", "");
        opened(bob, false);
        greetings.durability = new Durability() {
            private boolean failed;

            @Override public void await() {
                if (failed) return;
                failed = true;
                throw new IllegalStateException("no disk");
            }
        };
        assertEquals(2, greetings.run());
        assertEquals(List.of("bob@podunk.test"), next().recipients());
        assertEquals(List.of("jane@podunk.test"), next().recipients());
    }

    private void greets(boolean on) { house.work.run(() -> house.settings.change(Map.of("greeting.on", Optional.of(Boolean.toString(on))), Optional.empty())); }

    private void opened(Account account, boolean imported) { house.work.run(() -> greetings.opened(new AccountOpened(account.id(), imported))); }

    @Test void whoHasNoPasswordChoosesOneByTheLink() throws Exception {
        greets(true);
        var bob = open("bob", "");
        opened(bob, false);
        assertEquals(1, greetings.run());
        assertEquals(0, greetings.run());
        var letter = next();
        assertEquals(List.of("bob@podunk.test"), letter.recipients());
        var token = letter.token();
        assertTrue(house.work.call(() -> greetings.invited(token)).isPresent());
        var fresh = house.chosenPasswords.hash("password", "correct horse battery").orElseThrow();
        assertEquals(bob.id(), house.work.call(() -> greetings.choose(token, fresh)).orElseThrow().id());
        assertTrue(house.work.call(() -> house.accounts.find(bob.id()).orElseThrow().hasPassword()));
        assertTrue(house.work.call(() -> greetings.choose(token, fresh)).isEmpty(), "once");
    }

    @Test void whoHasAPasswordGetsNoLinkUnlessAnAdministratorSaysSo() throws Exception {
        greets(true);
        opened(jane, false);
        greetings.run();
        assertFalse(next().text().contains("/password/"));
        greets(false);
        house.work.run(() -> greetings.invite(jane.id(), "jane@far.example"));
        greetings.run();
        var letter = next();
        assertEquals(List.of("jane@podunk.test", "jane@far.example"), letter.recipients());
        assertTrue(house.work.call(() -> greetings.invited(letter.token())).isPresent());
        house.work.run(() -> greetings.closed(new AccountClosed(jane.id(), AccountClosed.Why.PASSWORD)));
        assertTrue(house.work.call(() -> greetings.invited(letter.token())).isEmpty(), "somebody has changed the password since");
        assertEquals("linkTo", assertThrows(Rejected.class, () -> house.work.run(() -> greetings.invite(jane.id(), "no address"))).faults().getFirst().field());
    }

    @Test void aFirstPasswordIsNotReplacedByALink() throws Exception {
        greets(true);
        var bob = open("bob", "");
        opened(bob, false);
        greetings.run();
        var token = next().token();
        var other = house.chosenPasswords.hash("password", "chosen by an administrator").orElseThrow();
        house.work.run(() -> house.accounts.change(house.accounts.find(bob.id()).orElseThrow(), bob.plan(), Optional.of(other)));
        assertTrue(house.work.call(() -> greetings.choose(token, other)).isEmpty());
    }

    @Test void aTableGreetsNobodyUnlessAsked() throws Exception {
        greets(true);
        opened(jane, true);
        assertEquals(0, greetings.run());
        house.work.run(() -> house.settings.change(Map.of("greeting.imported", Optional.of("true")), Optional.empty()));
        opened(jane, true);
        assertEquals(1, greetings.run());
    }

    @Test void aLineWithoutItsLinkIsLeftOut() {
        house.work.run(() -> house.settings.change(Map.of("greeting.text-en", Optional.of("Dear {name},\nyour link is {link}\nBye.")), Optional.empty()));
        var now = house.settings.now();
        assertEquals("Dear Jane,\nBye.\n", greetings.words(now, Language.ENGLISH, "Jane", "jane@podunk.test", "").text());
        assertEquals("Dear Jane,\nyour link is https://x/\nBye.", greetings.words(now, Language.ENGLISH, "Jane", "jane@podunk.test", "https://x/").text());
    }
}
