package org.posthouse.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.Account;
import org.posthouse.account.AutoReply;
import org.posthouse.account.AutoReply.Mode;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.housemail.Letter;
import org.posthouse.housemail.TestMail;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.Folder;
import org.posthouse.mailbox.TestMailbox;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Address;
import org.posthouse.routing.TestRouting;
import org.posthouse.setting.HostName;
import org.posthouse.store.Entry;
import org.posthouse.store.Intake;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoredEnvelope;

/// A message comes in, passes the dispatcher's question and the queue's, and what the store then holds is the answer.
class AnswersTest {
    private static final String HELLO = "From: Bob <bob@far.org>\nTo: Jane <jane@podunk.test>\nSubject: Lunch?\nMessage-ID: <m1@far.org>\n\nToday?\n";

    @TempDir Path home;
    private final TestHouse house = new TestHouse(Stream.concat(Stream.of(Folder.class), Stream.of(TestRouting.entities())).toArray(Class<?>[]::new));
    private final TestMailbox mailbox = new TestMailbox(house);
    private final AutoAnswers due = new AutoAnswers();
    private final Answers answers = new Answers();
    private Account jane;
    private int handles;

    @BeforeEach void open() throws Exception {
        house.reserve();
        house.work.run(() -> house.domains.add("podunk.test", "alias.test"));
        jane = house.open("Jane Doe", "secret-123", "jane@podunk.test", "j.doe@podunk.test");
        mailbox.open.set(MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, house.clock));
        var hostName = new HostName() {
            @Override public String now() { return "mail.podunk.test"; }
        };
        var answered = new Answered();
        var pace = new Pace();
        answered.database = house.database;
        answered.clock = pace.clock = answers.clock = house.clock;
        due.replies = answers.replies = house.replies;
        due.directory = house.directory;
        due.answered = answers.answered = answered;
        due.pace = answers.pace = pace;
        due.settings = answers.settings = house.settings;
        answers.accounts = house.accounts;
        answers.due = due;
        answers.routing = TestRouting.of(house).routing;
        answers.open = mailbox.open;
        answers.mail = TestMail.of(house, mailbox.open, hostName);
        answers.journal = new Journal(home.toString()) {
            @Override public void note(org.posthouse.journey.Event event) { }
        };
        answers.unitOfWork = house.work;
        answers.hostName = hostName;
    }

    @AfterEach void close() {
        mailbox.open.get().close();
        house.close();
    }

    private void answering(AutoReply reply) { house.work.run(() -> house.replies.save(jane.id(), reply)); }

    private static AutoReply vacation() { return new AutoReply(Mode.VACATION, "", "Back on Monday.", Optional.empty(), Optional.empty(), 7); }

    private static AutoReply reply(Mode mode, boolean unnamed) { return new AutoReply(mode, "", "Hello.", Optional.empty(), Optional.empty(), 7, unnamed); }

    /// As SMTP would bring it, LF for CRLF.
    private String come(String from, String to, String message) throws Exception { return come(from, to, message, Intake.UNASKED, Sender.Body.SEVEN_BIT); }

    /// @return whole answers that are in the store now because of it, or why there is none
    private String come(String from, String to, String message, Intake intake, Sender.Body kind) throws Exception {
        var octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var sender = new Sender(path(from), 0, kind, false, Sender.Ret.UNSAID, "", "");
        var envelope = new StoredEnvelope(house.clock.instant(), new Envelope(sender, List.of(Recipient.of(path(to)))), Letter.facts(octets), Optional.empty(), Optional.empty(), intake);
        mailbox.open.get().append(envelope, octets).await();
        var entry = next();
        var recipient = house.directory.recipient(path(to).address().orElseThrow()).orElseThrow();
        var consignment = due.due(entry, 0, path(to), recipient, entry.envelope().intake().holdOf(0));
        if (consignment.isEmpty()) return "not asked";
        assertEquals("reply", consignment.get().transport());
        var made = answers.answer(entry.id(), entry.envelope(), Long.parseLong(consignment.get().target()), consignment.get().original());
        house.work.run(made.note());
        if (made.why().isPresent()) return made.why().get();
        var answer = next();
        assertTrue(answer.envelope().envelope().sender().path().isNull(), "the null sender");
        assertEquals(path(from), answer.envelope().envelope().recipients().getFirst().path());
        try (var body = mailbox.open.get().read(answer.id()).orElseThrow()) {
            return new String(body.open().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    private Entry next() throws IOException, InterruptedException { return mailbox.open.get().take(1).getFirst(); }

    private static org.posthouse.mime.Path path(String text) {
        int at = text.lastIndexOf('@');
        return text.isEmpty() ? org.posthouse.mime.Path.NULL : org.posthouse.mime.Path.to(text.substring(0, at), text.substring(at + 1));
    }

    private static HeaderFields header(String answer) { return HeaderFields.of(answer.getBytes(StandardCharsets.UTF_8)); }

    private String answered() throws Exception { return come("bob@far.org", "jane@podunk.test", HELLO).startsWith("From: ") ? "answered" : "silent"; }

    @Test void aStrangerIsAnsweredOnceAndCorrectly() throws Exception {
        answering(vacation());
        var answer = come("bob@far.org", "jane@podunk.test", HELLO);
        var fields = header(answer);
        assertEquals("Jane Doe <jane@podunk.test>", fields.first("From").orElseThrow());
        assertEquals("<bob@far.org>", fields.first("To").orElseThrow());
        assertEquals("Automatic reply: Lunch?", fields.first("Subject").orElseThrow());
        assertEquals("auto-replied", fields.first("Auto-Submitted").orElseThrow());
        assertEquals("<m1@far.org>", fields.first("In-Reply-To").orElseThrow());
        assertEquals("<m1@far.org>", fields.first("References").orElseThrow());
        assertTrue(answer.endsWith("\n\nQmFjayBvbiBNb25kYXku\n"), answer);
        assertEquals("silent", answered());
    }

    @Test void againAfterTheIntervalAndForTheNextAbsence() throws Exception {
        answering(vacation());
        assertEquals("answered", answered());
        house.clock.pass(Duration.ofDays(6));
        assertEquals("silent", answered());
        house.clock.pass(Duration.ofDays(1).plusHours(1));
        assertEquals("answered", answered());
        house.clock.pass(Duration.ofMinutes(1));
        answering(vacation());                                           // saved again as it was: the same absence
        assertEquals("silent", answered());
        answering(AutoReply.NONE);
        assertEquals("silent", answered());
        house.clock.pass(Duration.ofMinutes(1));
        answering(vacation());
        assertEquals("answered", answered());
        assertEquals("silent", answered());
    }

    @Test void aLongerAbsenceIsTheSame() throws Exception {
        var today = LocalDate.ofInstant(house.clock.instant(), ZoneId.systemDefault());
        answering(until(today.plusDays(1)));
        assertEquals("answered", answered());
        house.clock.pass(Duration.ofHours(1));
        answering(until(today.plusDays(3)));
        assertEquals("silent", answered());
        house.clock.pass(Duration.ofDays(5));
        answering(until(today.plusDays(9)));                              // the one before was over
        assertEquals("answered", answered());
    }

    private static AutoReply until(LocalDate day) { return new AutoReply(Mode.VACATION, "", "Away.", Optional.empty(), Optional.of(day), 7); }

    @Test void aScriptKnowsMoreAddressesAndMaySayWhichAnswers() throws Exception {
        var forwarded = "To: jane@old.org\nSubject: x\n\nHello\n";
        assertEquals("none", said(forwarded, "", List.of()));
        assertEquals("Jane Doe <jane@podunk.test>", said(forwarded, "", List.of("Jane <jane@old.org>")));
        assertEquals("Jane Doe <j.doe@podunk.test>", said(HELLO, "Me <j.doe@podunk.test>", List.of()));
        assertEquals("Jane Doe <jane@podunk.test>", said(HELLO, "boss@far.org", List.of()), "nobody writes in another's name");
    }

    /// @return what the answer comes from
    private String said(String message, String from, List<String> addresses) throws Exception {
        var octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        mailbox.open.get().append(new StoredEnvelope(house.clock.instant(), new Envelope(Sender.of(path("bob@far.org")), List.of(Recipient.of(path("jane@podunk.test")))), Letter.facts(octets), Optional.empty(), Optional.empty(), Intake.UNASKED), octets).await();
        var entry = next();
        var made = answers.say(entry.id(), entry.envelope(), jane.id(), "jane@podunk.test", new Answers.Said("", false, "", from, addresses, Duration.ofDays(7), "h" + handles++));
        if (made.why().isPresent()) return "none";
        try (var body = mailbox.open.get().read(next().id()).orElseThrow()) {
            var whole = new String(body.open().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            assertEquals("", whole.substring(whole.indexOf("\n\n")).strip(), "an empty text is no echo");
            return header(whole).first("From").orElseThrow();
        }
    }

    @Test void whatIsRememberedOutlivesARestart() throws Exception {
        answering(vacation());
        assertEquals("answered", answered());
        var fresh = new Answered();
        fresh.database = house.database;
        fresh.clock = house.clock;
        due.answered = answers.answered = fresh;
        assertEquals("the sender was told lately", come("bob@far.org", "jane@podunk.test", HELLO));
        assertEquals("not asked", come("bob@far.org", "jane@podunk.test", HELLO), "and from then on from memory");
        house.clock.pass(Duration.ofDays(366));                              // the longest interval that somebody may choose meanwhile
        house.work.run(() -> assertFalse(fresh.prune()));
        assertEquals(0L, house.work.call(() -> ((Number) house.database.createNativeQuery("SELECT COUNT(*) FROM answered").getSingleResult()).longValue()));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "bob@far.org                | To: jane@podunk.test                                     | answered",
        "bob@far.org                | Cc: Eve <eve@far.org>, J <J.DOE@podunk.test>             | answered",
        "bob@far.test               | To: jane@podunk.test                                     | answered",
        "bob@far.invalid            | To: jane@podunk.test                                     | silent",
        "bob@far.org                | To: eve@far.org\\nResent-To: jane@podunk.test            | answered",
        "bob@far.org                | To: jane+box@podunk.test                                 | answered",
        "bob@far.org                | To: jane@alias.test                                      | answered",
        "bob@far.org                | To: staff@far.org                                        | silent",      // a list, or a hidden copy
        "bob@far.org                | To: \"jane@podunk.test\" <eve@far.org>                   | silent",
        "''                         | To: jane@podunk.test                                     | silent",
        "MAILER-DAEMON@far.org      | To: jane@podunk.test                                     | silent",
        "list-request@far.org       | To: jane@podunk.test                                     | silent",
        "owner-list@far.org         | To: jane@podunk.test                                     | silent",
        "jane@podunk.test           | To: jane@podunk.test                                     | silent",
        "j.doe@alias.test           | To: jane@podunk.test                                     | silent",
        "bob@far.org                | To: jane@podunk.test\\nList-Id: <dogs.far.org>           | silent",
        "bob@far.org                | To: jane@podunk.test\\nPrecedence: bulk                  | silent",
        "bob@far.org                | To: jane@podunk.test\\nAuto-Submitted: auto-replied      | silent",
        "bob@far.org                | To: jane@podunk.test\\nAuto-Submitted: no                | answered" })
    void whoIsAnsweredByAVacation(String from, String fields, String what) throws Exception {
        answering(vacation());
        assertEquals(what, come(from, "jane@podunk.test", fields.replace("\\n", "\n") + "\nSubject: x\n\nHello\n").startsWith("From: ") ? "answered" : "silent");
    }

    @Test void theAnswerComesFromTheAddressThatWasWrittenTo() throws Exception {
        answering(vacation());
        assertEquals("Jane Doe <j.doe@podunk.test>", header(come("bob@far.org", "j.doe@podunk.test", "To: <j.doe@podunk.test>\n\nHello\n")).first("From").orElseThrow());
    }

    @Test void forgedMailIsNotAnswered() throws Exception {
        answering(reply(Mode.REPLY, true));
        assertEquals("not asked", come("bob@far.org", "jane@podunk.test", HELLO, new Intake("fail", false, "", ""), Sender.Body.SEVEN_BIT));
        assertTrue(come("bob@far.org", "jane@podunk.test", HELLO, new Intake("softfail", false, "", ""), Sender.Body.SEVEN_BIT).startsWith("From: "));
    }

    @Test void aStandingAnswerGoesToEveryMessageUntilItIsTooMuch() throws Exception {
        answering(reply(Mode.REPLY, false));
        for (int i = 0; i < Pace.SAME_SENDER; i++) assertEquals("answered", answered());
        assertEquals("silent", answered());
        assertTrue(come("eve@far.org", "jane@podunk.test", HELLO).startsWith("From: "), "others still are");
        house.clock.pass(Duration.ofHours(1));
        assertEquals("answered", answered());
    }

    @Test void hiddenCopiesAreAnsweredOnRequestOnly() throws Exception {
        var hidden = "To: staff@far.org\nSubject: x\n\nHello\n";
        answering(reply(Mode.REPLY, false));
        assertEquals("none of the account's addresses stands in To or Cc", come("bob@far.org", "jane@podunk.test", hidden));
        answering(reply(Mode.REPLY, true));
        assertEquals("Jane Doe <jane@podunk.test>", header(come("bob@far.org", "jane@podunk.test", hidden)).first("From").orElseThrow());
    }

    @Test void anEchoSendsBackWhatCame() throws Exception {
        answering(new AutoReply(Mode.ECHO, "Echo: {subject}", "", Optional.empty(), Optional.empty(), 7));
        var answer = come("bob@far.org", "jane@podunk.test", HELLO);
        assertEquals("Echo: Lunch?", header(answer).first("Subject").orElseThrow());
        assertTrue(answer.contains("\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n" + HELLO + "\n--"), answer);
        var large = HELLO + "x".repeat(70).concat("\n").repeat(Answers.MOST_SENT_BACK / 70);
        var cut = come("bob@far.org", "jane@podunk.test", large);
        assertTrue(cut.contains("\nContent-Type: text/rfc822-headers\n") && cut.length() < 4000, "only its header");
        assertTrue(come("bob@far.org", "jane@podunk.test", HELLO, Intake.UNASKED, Sender.Body.BINARY).contains("text/rfc822-headers"));
    }

    @Test void subjectsOfAllKinds() throws Exception {
        answering(new AutoReply(Mode.REPLY, "不在: {subject}", "不在です。", Optional.empty(), Optional.empty(), 7));
        assertEquals("不在: こんにちは", EncodedWords.read(header(come("bob@far.org", "jane@podunk.test", "To: jane@podunk.test\nSubject: =?UTF-8?B?44GT44KT44Gr44Gh44Gv?=\n\nx\n")).first("Subject").orElseThrow()));
        answering(reply(Mode.REPLY, false));
        assertEquals("Automatic reply", header(come("bob@far.org", "jane@podunk.test", "To: jane@podunk.test\n\nx\n")).first("Subject").orElseThrow());
        var hostile = header(come("bob@far.org", "jane@podunk.test", "To: jane@podunk.test\nSubject: =?utf-8?q?x=0D=0ABcc:_eve@far.org?=\nMessage-ID: <a b@c>\nReferences: <1@x> junk <2@x>\n\nx\n"));
        assertFalse(hostile.has("Bcc"));
        assertFalse(hostile.has("In-Reply-To"));
        assertEquals("<1@x> <2@x>", hostile.first("References").orElseThrow());
    }

    @Test void daysAreThoseOfTheAccount() throws Exception {
        house.work.run(() -> house.accounts.change(house.accounts.find(jane.id()).orElseThrow(), jane.plan().at("ja", "Asia/Tokyo"), Optional.empty()));
        var today = LocalDate.of(2026, 3, 1);                            // 12:00 UTC: 21:00 in Tokyo
        answering(new AutoReply(Mode.REPLY, "", "x", Optional.of(today.plusDays(1)), Optional.of(today.plusDays(1)), 7));
        assertEquals("not asked", come("bob@far.org", "jane@podunk.test", HELLO));
        house.clock.pass(Duration.ofHours(3));                           // midnight there
        var answer = header(come("bob@far.org", "jane@podunk.test", HELLO));
        assertEquals("自動返信: Lunch?", EncodedWords.read(answer.first("Subject").orElseThrow()));
        assertTrue(answer.first("Date").orElseThrow().endsWith(" 00:00:00 +0900"));
        house.clock.pass(Duration.ofHours(24));
        assertEquals("not asked", come("bob@far.org", "jane@podunk.test", HELLO));
    }

    @Test void thereIsNothingToAskWhereNobodyAnswers() throws Exception {
        assertEquals("not asked", come("bob@far.org", "jane@podunk.test", HELLO));
        answering(vacation());
        house.work.run(() -> house.accounts.discard(house.accounts.find(jane.id()).orElseThrow(), house.clock.instant().plus(Duration.ofDays(1))));
        assertTrue(house.replies.answering().isEmpty(), "nor for an account in the trash");
    }

    @Test void heldMailIsAnsweredWhenItIsReleased() throws Exception {
        answering(vacation());
        var octets = HELLO.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var envelope = new StoredEnvelope(house.clock.instant(), new Envelope(Sender.of(path("bob@far.org")), List.of(Recipient.of(path("jane@podunk.test")))), Letter.facts(octets), Optional.empty(), Optional.empty(),
                new Intake("", false, "a rule holds it", ""));
        mailbox.open.get().append(envelope, octets).await();
        var recipient = house.directory.recipient(new Address("jane", "podunk.test")).orElseThrow();
        assertEquals("a rule holds it", due.due(next(), 0, path("jane@podunk.test"), recipient, "a rule holds it").orElseThrow().hold());
    }
}
