package org.posthouse.list.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.Durability;
import org.posthouse.housemail.Letter;
import org.posthouse.journey.Journal;
import org.posthouse.list.Digesting;
import org.posthouse.list.Digesting.Every;
import org.posthouse.list.Digesting.Format;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Mailing;
import org.posthouse.list.Member;
import org.posthouse.list.Plan;
import org.posthouse.list.Published;
import org.posthouse.list.TestLetters;
import org.posthouse.list.TestLists;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.Address;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoredEnvelope;

/// Posts in a store of their own become digests, read back by another's mail library.
class DigestsTest {
    private static final String PLAIN = "From: Jane Doe <jane@far.example>\r\nTo: biking@podunk.test\r\nSubject: [biking:1] Wheels\r\nDate: Sun, 01 Mar 2026 10:00:00 +0000\r\nMessage-ID: <1@far.example>\r\n\r\nRound and round.\r\n------------------------------\r\nnot the end\r\n";
    private static final String JAPANESE = "From: =?UTF-8?B?5qOu?= <mori@far.example>\r\nTo: biking@podunk.test\r\nSubject: =?UTF-8?B?6Ieq6Lui6LuK?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=UTF-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n<p>一行目</p><p>二行目<script>bad()</script></p>\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=wheel.png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n";

    @TempDir Path home;
    private final TestHouse house = new TestHouse(TestLists.entities(WaitingPost.class));
    private final TestLists world = TestLists.over(house);
    private final OpenStore open = new OpenStore();
    private final WaitingPosts waiting = new WaitingPosts();
    private final Digests digests = new Digests();
    private long number;

    @BeforeEach void begin() throws Exception {
        house.reserve();
        house.work.run(() -> house.domains.add("podunk.test"));
        house.work.run(() -> house.settings.change(java.util.Map.of("house.time-zone", java.util.Optional.of("Asia/Tokyo")), java.util.Optional.empty()));
        open.set(MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, house.clock));
        waiting.database = house.database;
        waiting.ids = house.domains.ids;
        waiting.clock = house.clock;
        digests.waiting = waiting;
        digests.lists = world.lists;
        digests.mailings = world.mailings;
        digests.pages = new TestLetters(world).pages;
        digests.open = open;
        digests.work = house.work;
        digests.durability = new Durability() {
            @Override public void await() { }
        };
        digests.settings = house.settings;
        digests.journal = new Journal(home.toString());
        digests.clock = house.clock;
        digests.random = house.random;
    }

    @AfterEach void end() {
        open.get().close();
        house.close();
    }

    private ListEntry list(Digesting digesting) { return world.made("biking@podunk.test", Plan.usual("Biking", "en").with(digesting), "owner@podunk.test"); }

    private void member(ListEntry list, String who, Format format) {
        house.work.run(() -> {
            var member = world.members.join(list, new Address(who, "far.example"), "", "", Member.State.DIGEST, Member.Why.MEMBER);
            member.describe("", "", format);
        });
    }

    private void post(ListEntry list, String text) throws Exception {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        var receipt = open.get().append(StoredEnvelope.kept(house.clock.instant(), new Envelope(Sender.of(org.posthouse.mime.Path.NULL), List.of(Recipient.of(org.posthouse.mime.Path.to(list.address())))), Letter.facts(octets), "test/" + ++number), octets);
        receipt.await();
        house.work.run(() -> waiting.published(new Published(list, number, receipt.id().orElseThrow(), octets.length)));
    }

    private List<Mailing> mailings(ListEntry list) { return house.work.call(() -> world.mailings.of(list.id())); }

    private MimeMessage read(RecordId record) throws Exception {
        try (var body = open.get().read(record).orElseThrow(); var in = body.open()) {
            var octets = in.readAllBytes();
            assertEquals(Letter.facts(octets), body.facts(), "what the store was told of it is true");
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
        }
    }

    private RecordId made(ListEntry list, Mailing.Audience audience) { return mailings(list).stream().filter(one -> one.audience() == audience).findFirst().orElseThrow().message(); }

    @Test void membersGetTheFormTheyChose() throws Exception {
        var list = list(new Digesting(Every.NONE, 7, 1, 2, 0, Format.MIME));
        member(list, "mime", Format.MIME);
        member(list, "plain", Format.PLAIN);
        post(list, PLAIN);
        assertEquals(0, digests.run(), "one is not enough");
        post(list, JAPANESE);
        assertEquals(1, digests.run());
        assertEquals(0, digests.run(), "each post comes once");
        assertEquals(2, mailings(list).size());

        var mime = read(made(list, Mailing.Audience.MIME_DIGEST));
        assertEquals("Biking digest, number 1", mime.getSubject());
        assertTrue(mime.getHeader("List-Id", null).contains("<biking.podunk.test>"));
        var outer = (MimeMultipart) mime.getContent();
        var contents = outer.getBodyPart(0).getContent().toString();
        assertTrue(contents.contains("  1. [biking:1] Wheels (Jane Doe)\r\n") || contents.contains("Wheels (Jane Doe)"), contents);
        assertTrue(contents.contains("  2. 自転車 (森)"), contents);
        var inner = (MimeMultipart) outer.getBodyPart(1).getContent();
        assertEquals(2, inner.getCount());
        assertTrue(inner.getContentType().startsWith("multipart/digest"));
        assertEquals("自転車", ((MimeMessage) inner.getBodyPart(1).getContent()).getSubject());
        assertEquals("Round and round.\r\n------------------------------\r\nnot the end\r\n", ((MimeMessage) inner.getBodyPart(0).getContent()).getContent());

        var plain = read(made(list, Mailing.Audience.PLAIN_DIGEST)).getContent().toString();
        assertTrue(plain.contains("\r\n" + "-".repeat(70) + "\r\n\r\nDate: Sun, 01 Mar 2026 10:00:00 +0000\r\nFrom: Jane Doe <jane@far.example>\r\n"), plain);
        assertTrue(plain.contains("\r\n ------------------------------\r\nnot the end\r\n"), "what looks like an end is moved: " + plain);
        assertTrue(plain.contains("From: 森 <mori@far.example>") && plain.contains("一行目\r\n") && plain.contains("二行目"), plain);
        assertFalse(plain.contains("bad()"), plain);
        assertTrue(plain.contains("[wheel.png, "), plain);
        assertEquals(2, plain.split("\r\n------------------------------\r\n", -1).length - 1);
        assertTrue(plain.endsWith("\r\n\r\nEnd of Biking digest, number 1\r\n" + "*".repeat(30) + "\r\n"), plain);
    }

    @Test void aDigestThatNobodyWantsIsNotMade() throws Exception {
        var list = list(new Digesting(Every.NONE, 7, 1, 1, 0, Format.MIME));
        post(list, PLAIN);
        assertEquals(0, digests.run());
        assertEquals(List.of(), mailings(list));
        assertEquals(List.of(), house.work.call(waiting::all), "and nothing waits for one");
    }

    @Test void sizeAndNumberCountAndIssuesGrow() throws Exception {
        var list = list(new Digesting(Every.NONE, 7, 1, 0, 400, Format.MIME));
        member(list, "mime", Format.MIME);
        post(list, PLAIN);
        assertEquals(0, digests.run());
        post(list, PLAIN);
        assertEquals(1, digests.run());
        for (int i = 0; i < 2; i++) post(list, PLAIN);
        assertEquals(1, digests.run());
        assertEquals("Biking digest, number 2", read(mailings(list).getLast().message()).getSubject());
    }

    @ParameterizedTest(name = "{0} at {1} on day {2}, after {3} hours: {4}")
    @CsvSource(textBlock = """
            DAY,  22, 1, 1,   true
            DAY,  23, 1, 1,   false
            DAY,  21, 1, 1,   false
            DAY,  21, 1, 25,  true
            WEEK, 7,  1, 9,   false
            WEEK, 7,  1, 10,  true
            WEEK, 7,  7, 24,  false
            WEEK, 7,  7, 178, true
            NONE, 22, 1, 500, false
            """)
    void theClockOfTheHouseDecides(Every every, int hour, int weekday, int hours, boolean due) throws Exception {
        var list = list(new Digesting(every, hour, weekday, 0, 0, Format.MIME));            // it is Sunday, 21:00 in Tokyo
        member(list, "mime", Format.MIME);
        post(list, PLAIN);
        house.clock.pass(Duration.ofHours(hours));
        assertEquals(due ? 1 : 0, digests.run());
    }

    @Test void utf8InAHeaderIsSentToEverybody() throws Exception {
        var list = list(new Digesting(Every.NONE, 7, 1, 1, 0, Format.MIME));
        member(list, "mime", Format.MIME);
        post(list, "From: 森 <mori@far.example>\r\nSubject: 自転車\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n車輪\r\n");
        assertEquals(1, digests.run());
        try (var body = open.get().read(made(list, Mailing.Audience.MIME_DIGEST)).orElseThrow(); var in = body.open()) {
            assertFalse(body.facts().eightBit());
            assertTrue(new String(in.readAllBytes(), StandardCharsets.US_ASCII).contains("Content-Type: message/global\r\nContent-Transfer-Encoding: base64\r\n"));
        }
    }
}
