package org.posthouse.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.account.Account;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.MailboxLimits;
import org.posthouse.account.TestHouse;
import org.posthouse.housemail.TestMail;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Folder;
import org.posthouse.mailbox.TestMailbox;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.setting.HostName;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;

/// What the house does about full mailboxes and old mail, and the letters it writes of it.
class UpkeepTest {
    @TempDir Path home;
    private final TestHouse house = new TestHouse(Folder.class);
    private final TestMailbox mailbox = new TestMailbox(house);
    private final FullMailboxes full = new FullMailboxes();
    private final OldMail old = new OldMail();
    private final List<Event> noted = new ArrayList<>();
    private Account jane;
    private long inbox;
    private int count;

    @BeforeEach void open() throws Exception {
        house.reserve();
        house.work.run(() -> house.domains.add("podunk.test"));
        jane = house.open("Jane Doe", "secret-123", "jane@podunk.test");
        inbox = house.work.call(() -> mailbox.folders.inbox(jane.id()));
        mailbox.open.set(MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, house.clock));
        full.mail = old.mail = TestMail.of(house, mailbox.open, new HostName() {
            @Override public String now() { return "mail.podunk.test"; }
        });
        full.told = mailbox.told;
        full.accounts = old.accounts = house.accounts;
        full.settings = old.settings = house.settings;
        full.unitOfWork = old.unitOfWork = house.work;
        full.clock = old.clock = house.clock;
        old.expiry = mailbox.expiry;
        old.journal = new Journal(home.toString()) {
            @Override public void note(Event event) { noted.add(event); }
        };
    }

    @AfterEach void close() {
        mailbox.open.get().close();
        house.close();
    }

    private void allows(long octets, long messages, int days) {
        house.work.run(() -> {
            var account = house.accounts.find(jane.id()).orElseThrow();
            var p = account.plan();
            house.accounts.change(account, new AccountPlan(p.name(), p.addresses(), p.login(), p.role(), p.locked(), p.fromRewrite(), new MailboxLimits(octets, messages, 0), days, p.restrictions(), p.finger(), p.listed(),
                    p.language(), p.timeZone(), p.apop()), Optional.empty());
        });
    }

    private void holds(long octets, long messages) {
        house.work.run(() -> house.database.createNativeQuery("UPDATE folder SET octets = ?1, messages = ?2 WHERE id = ?3").setParameter(1, octets).setParameter(2, messages).setParameter(3, inbox).executeUpdate());
    }

    /// Subject and text of the one letter that was written, and to whom.
    private String letter() throws Exception {
        var entry = mailbox.open.get().take(1).getFirst();
        try (var body = mailbox.open.get().read(entry.id()).orElseThrow()) {
            var whole = new String(body.open().readAllBytes(), StandardCharsets.UTF_8);
            var text = new String(Base64.getMimeDecoder().decode(whole.substring(whole.indexOf("\r\n\r\n"))), StandardCharsets.UTF_8).replace("\r\n", "\n");
            return entry.envelope().envelope().recipients().getFirst().path() + " " + EncodedWords.read(HeaderFields.of(whole.getBytes(StandardCharsets.UTF_8)).first("Subject").orElseThrow()) + "\n" + text;
        }
    }

    @Test void eachMarkIsToldOnceUntilItFallsBelow() throws Exception {
        allows(1000 << 20, 0, 0);
        long[] percents = {50, 79, 80, 81, 94, 95, 99, 120, 94, 96, 70, 80};
        long[] told = {0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1};
        for (int i = 0; i < percents.length; i++) {
            holds((1000L << 20) * percents[i] / 100, 1);
            house.clock.pass(Duration.ofMinutes(10));
            assertEquals(told[i], full.run(), "at " + percents[i] + " %, step " + i);
        }
    }

    @Test void theLetterSaysHowMuchAndWhatThen() throws Exception {
        allows(1000 << 20, 0, 0);
        holds(850L << 20, 3);
        assertEquals(1, full.run());
        var letter = letter();
        assertTrue(letter.startsWith("<jane@podunk.test> Your mailbox is 85 % full\nHello Jane Doe,\n\nyour mailbox jane@podunk.test is 85 % full: 850 MB of 1,000 MB. When it is full, new mail waits"), letter);
        house.clock.pass(Duration.ofMinutes(1));
        allows(0, 10, 0);
        holds(850L << 20, 10);
        assertEquals(1, full.run());
        assertTrue(letter().contains("is 100 % full: 10 of 10 messages."));
    }

    @Test void nobodyIsToldWhoHasNoLimitOrWantsNoWarning() {
        holds(1L << 40, 1_000_000);
        assertEquals(0, full.run());
        allows(1000, 0, 0);
        house.work.run(() -> house.settings.change(Map.of("mailbox.warnings", Optional.of("false")), Optional.empty()));
        assertEquals(0, full.run());
    }

    private void arrives(int messages) {
        var arrivals = new ArrayList<Arrival>();
        for (int i = 0; i < messages; i++) arrivals.add(new Arrival(inbox, new RecordId(new UUID(1, 2), count++), 0, house.clock.instant(), new byte[0], 1000));
        house.work.run(() -> mailbox.messages.add(arrivals));
    }

    @Test void oldMailGoesAndPostmasterHearsOfIt() throws Exception {
        arrives(1200);
        house.clock.pass(Duration.ofDays(20));
        arrives(3);
        assertEquals(0, old.run(), "nobody asked for it");
        allows(0, 0, 30);
        assertEquals(0, old.run(), "it is not old yet");
        house.clock.pass(Duration.ofDays(11));
        assertEquals(1200, old.run());
        assertEquals(3, mailbox.messages.list(inbox).size());
        assertEquals(1200, noted.size());
        assertEquals(Event.Kind.REMOVED, noted.getFirst().kind());
        assertEquals(jane.id(), noted.getFirst().account());
        assertEquals("<postmaster> 1,200 old messages thrown away\n1,200 messages (1.1 MB) were older than their account or domain keeps mail, and have been thrown away:\n\njane@podunk.test: 1,200 messages, 1.1 MB\n", letter());
        var counts = (Object[]) house.work.call(() -> house.database.createNativeQuery("SELECT messages, octets FROM folder WHERE id = " + inbox).getSingleResult());
        assertEquals("3 3000", counts[0] + " " + counts[1]);
        assertEquals(0, old.run());
    }

    @Test void aDomainKeepsMailForItsAccounts() {
        arrives(2);
        house.work.run(() -> house.database.createNativeQuery("UPDATE domain SET expiry_days = 7").executeUpdate());
        house.clock.pass(Duration.ofDays(8));
        allows(0, 0, 10);
        assertEquals(0, old.run(), "the account says otherwise");
        allows(0, 0, 0);
        assertEquals(2, old.run());
    }
}
