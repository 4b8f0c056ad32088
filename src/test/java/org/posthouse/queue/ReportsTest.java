package org.posthouse.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.connector.api.Sender.Ret;
import org.posthouse.queue.ReportHouse.Message;
import org.posthouse.store.Intake;

/// Who is told what, when deliveries end.
class ReportsTest {
    private static final String JANE = "jane@elsewhere.example";

    @TempDir Path home;
    private ReportHouse reports;

    @BeforeEach void open() throws Exception { reports = new ReportHouse(home); }

    @AfterEach void close() { reports.close(); }

    private static MimeMultipart parts(MimeMessage message) throws Exception { return new MimeMultipart(new ByteArrayDataSource(message.getRawInputStream(), message.getContentType())); }

    private static String words(MimeMessage message) throws Exception { return new String(parts(message).getBodyPart(0).getInputStream().readAllBytes(), StandardCharsets.UTF_8); }

    private static String status(MimeMessage message) throws Exception { return new String(parts(message).getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n ", " "); }

    private static String returned(MimeMessage message) throws Exception { return parts(message).getBodyPart(2).getContentType(); }

    private Message stranger(String sender) throws Exception { return reports.message(sender, "Subject: a\n\nb\n", Ret.UNSAID, Intake.UNASKED, Optional.empty()); }

    // ---- failures ----

    @Test void theSenderHearsWhatTheOtherSideSaid() throws Exception {
        var message = reports.message(JANE);
        assertEquals(Map.of(), reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no such user")));
        var sent = reports.sent();
        assertEquals(Set.of(JANE), sent.keySet());
        var report = sent.get(JANE);
        assertEquals("Your message could not be delivered", report.getSubject());
        assertTrue(words(report).contains("“Déjà vu”"), words(report));
        assertTrue(words(report).contains("mx1.far.example said: 550 no such user"), words(report));
        assertTrue(words(report).contains("There is no such address."), words(report));
        for (var field : List.of("Original-Envelope-Id: QQ314159", "Original-Recipient: rfc822;bob@far.example", "Action: failed", "Status: 5.1.1", "Remote-MTA: dns; mx1.far.example", "Diagnostic-Code: smtp; 550 no such user"))
            assertTrue(status(report).contains(field + "\r\n"), field);
        assertEquals("message/rfc822", returned(report));
        assertEquals("<1@example.test>", report.getHeader("In-Reply-To", null));
        assertEquals(List.of("bob@far.example"), reports.noted.stream().map(org.posthouse.journey.Event::recipient).toList());
    }

    @Test void recipientsThatFailTogetherAreOneReport() throws Exception {
        var message = reports.message(JANE);
        for (int load = 0; load < 30; load++) {
            int of = load;
            reports.ended(ReportHouse.load(message, IntStream.range(0, 10).mapToObj(i -> reports.delivery(message, "user" + of + "." + i + "@far.example")).toArray(Delivery[]::new)), ReportHouse.never("5.1.1", "no"));
            reports.house.clock.pass(Duration.ofMillis(100));
            if (load % 10 == 0) reports.rounds.round();
        }
        var report = reports.sent().get(JANE);
        assertEquals(300, status(report).split("Final-Recipient").length - 1);
        assertTrue(words(report).contains("And 250 more"), words(report));
    }

    @Test void theSameEndToldTwiceIsReportedOnce() throws Exception {
        var message = reports.message(JANE);
        var load = ReportHouse.load(message, reports.delivery(message, "bob@far.example"));
        reports.ended(load, ReportHouse.never("5.1.1", "no"));
        reports.ended(load, ReportHouse.never("5.1.1", "no"));
        assertEquals(1, reports.sent().size());
        reports.ended(load, ReportHouse.never("5.1.1", "no"));
        assertEquals(Map.of(), reports.sent(), "as after a crash between the report and the end of the row");
    }

    @Test void aBatchThatWasChosenIsTheSameMessageAfterACrash() throws Exception {
        var message = reports.message(JANE);
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        reports.house.clock.pass(Duration.ofSeconds(2));
        reports.house.work.run(() -> reports.rounds.lines.waiting(10).forEach(group -> reports.rounds.lines.take(group.group(), 500)));
        reports.ended(ReportHouse.load(message, reports.delivery(message, "ann@far.example")), ReportHouse.never("5.1.1", "no"));
        reports.rounds.round();
        var first = reports.taken();
        assertEquals(1, first.size());
        reports.house.work.run(() -> reports.house.database.createNativeQuery("UPDATE report_line SET sent = FALSE").executeUpdate());
        reports.rounds.round();
        assertEquals(first.getFirst().envelope().cause(), reports.taken().getFirst().envelope().cause(), "the house dispatches one message a cause");
    }

    @Test void whatGoesOnWithoutAnOutcomeIsNotTold() throws Exception {
        var message = reports.message(JANE);
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), new Outcome.Later(Remark.own("4.4.1", "no answer")));
        assertEquals(Map.of(), reports.sent());
    }

    @Test void expiryHasAStatusOfItsOwn() throws Exception {
        var message = reports.message(JANE);
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), new Outcome.Expired(Remark.own("4.4.1", "connection timed out")));
        var report = reports.sent().get(JANE);
        assertTrue(status(report).contains("Status: 4.4.7\r\nDiagnostic-Code: X-Posthouse; connection timed out\r\n"), status(report));
        assertTrue(words(report).contains("What happened: connection timed out"), words(report));
    }

    // ---- to whom ----

    @ParameterizedTest @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            jane@elsewhere.example | true  |                      | jane@elsewhere.example
            jane@elsewhere.example | false |                      | postmaster@example.test
            ''                     | true  |                      | postmaster@example.test
            ''                     | true  | report/5             | postmaster@example.test
            ''                     | true  | report/postmaster/5  | -
            ''                     | true  | greeting/7           | postmaster@example.test
            """)
    void reportsGoToWhoMayBeTold(String sender, boolean reportable, String cause, String reader) throws Exception {
        var message = reports.message(sender, "Subject: a\n\nb\n", Ret.UNSAID, reportable ? Intake.OWN : Intake.UNASKED, Optional.ofNullable(cause));
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        assertEquals(reader == null ? Set.of() : Set.of(reader), reports.sent().keySet());
    }

    @Test void straysCanBeSwitchedOff() throws Exception {
        reports.choose("report.strays", "false");
        var message = stranger(JANE);
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        assertEquals(Map.of(), reports.sent());
    }

    @Test void thePostmasterIsToldWhyAndWhoseItWas() throws Exception {
        var message = stranger(JANE);
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        var report = reports.sent().get("postmaster@example.test");
        assertTrue(words(report).contains("Its sender jane@elsewhere.example was not told"), words(report));
    }

    @Test void aSenderThatTheHousePutThereIsItsOwnExceptOneThatLeadsBack() throws Exception {
        var message = stranger("spammer@bad.example");
        var forwarded = new Message(message.record(), message.envelope(), "SRS0=x=y=bad.example=spammer@example.test");
        reports.ended(ReportHouse.load(forwarded, reports.delivery(forwarded, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        assertEquals(Set.of("postmaster@example.test"), reports.sent().keySet());
        var list = new Message(message.record(), message.envelope(), "biking-errors@example.test");
        reports.ended(ReportHouse.load(list, reports.delivery(list, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        assertEquals(Set.of("biking-errors@example.test"), reports.sent().keySet());
    }

    @Test void thePostmasterGetsCopiesWhenThatIsOn() throws Exception {
        reports.choose("report.copies", "true");
        var message = reports.message(JANE);
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        var sent = reports.sent();
        assertEquals(Set.of(JANE, "postmaster@example.test"), sent.keySet());
        assertEquals("text/rfc822-headers", returned(sent.get("postmaster@example.test")));
    }

    @Test void whoLivesHereReadsTheirOwnLanguageFirst() throws Exception {
        var hanako = reports.house.open("Hanako", "a-password-of-hers", "hanako@example.test");
        reports.house.work.run(() -> reports.house.accounts.change(reports.house.accounts.find(hanako.id()).orElseThrow(), hanako.plan().at("ja", "Asia/Tokyo"), Optional.empty()));
        var message = reports.message("hanako@example.test");
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no such user"));
        var report = reports.sent().get("hanako@example.test");
        assertEquals("メールを配信できませんでした", report.getSubject());
        assertTrue(words(report).startsWith("mx.example.test のメールシステムからのお知らせです。"), words(report));
        assertTrue(words(report).contains("This is the mail system of mx.example.test."), words(report));
    }

    // ---- what the sender asked for ----

    @ParameterizedTest @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                       | failed delayed
            NEVER                   |
            FAILURE                 | failed
            DELAY                   | delayed
            SUCCESS                 | relayed
            SUCCESS FAILURE DELAY   | failed delayed relayed
            """)
    void onlyWhatWasAskedForIsTold(String notifies, String told) throws Exception {
        var wanted = notifies == null ? new Notify[0] : java.util.Arrays.stream(notifies.split(" ")).map(Notify::valueOf).toArray(Notify[]::new);
        var heard = new java.util.ArrayList<String>();
        var failing = reports.message(JANE);
        reports.ended(ReportHouse.load(failing, reports.delivery(failing, "bob@far.example", wanted)), ReportHouse.never("5.1.1", "no"));
        if (reports.sent().containsKey(JANE)) heard.add("failed");
        var waiting = reports.message(JANE);
        var late = reports.delivery(waiting, "bob@far.example", wanted);
        reports.house.clock.pass(Duration.ofHours(4));
        assertEquals(Set.of(late), reports.desk.late(ReportHouse.load(waiting, late)), "asked about once");
        if (reports.sent().containsKey(JANE)) heard.add("delayed");
        var taken = reports.message(JANE);
        reports.ended(ReportHouse.load(taken, reports.delivery(taken, "bob@far.example", wanted)), new Outcome.Done(new Remark("mx1.far.example", 250, "2.0.0", "thanks", ""), false));
        if (reports.sent().containsKey(JANE)) heard.add("relayed");
        assertEquals(told == null ? "" : told, String.join(" ", heard));
    }

    @Test void aDelaySaysUntilWhenAndIsToldInItsTime() throws Exception {
        var message = reports.message(JANE);
        var delivery = reports.delivery(message, "bob@far.example");
        reports.house.clock.pass(Duration.ofHours(3));
        assertEquals(Set.of(), reports.desk.late(ReportHouse.load(message, delivery)));
        reports.house.clock.pass(Duration.ofHours(1));
        assertEquals(Set.of(delivery), reports.desk.late(ReportHouse.load(message, delivery)));
        var report = reports.sent().get(JANE);
        assertTrue(status(report).contains("Action: delayed\r\nStatus: 4.0.0\r\n"), status(report));
        assertTrue(status(report).contains("Will-Retry-Until: Fri, 6 Mar 2026 12:00:00 +0000\r\n"), status(report));
        assertEquals("text/rfc822-headers", returned(report));
        var stranger = stranger(JANE);
        var late = reports.delivery(stranger, "bob@far.example");
        reports.house.clock.pass(Duration.ofHours(5));
        assertEquals(Set.of(late), reports.desk.late(ReportHouse.load(stranger, late)), "a stranger is not told, and not asked about again");
        assertEquals(Map.of(), reports.sent());
    }

    @Test void aServerThatReportsItselfIsLeftToIt() throws Exception {
        var message = reports.message(JANE);
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example", Notify.SUCCESS)), new Outcome.Done(Remark.NONE, true));
        assertEquals(Map.of(), reports.sent());
    }

    @Test void whatStaysHereIsDelivered() throws Exception {
        var message = reports.message(JANE);
        for (var transport : Map.of("mailbox", "delivered", ExpandedTransport.NAME, "expanded").entrySet()) {
            var d = reports.delivery(message, "ann@example.test", Notify.SUCCESS);
            var local = new Delivery(d.id(), d.record(), 0, d.sender(), d.recipient(), d.original(), d.notifies(), d.orcpt(), 0, transport.getKey(), "", "", d.state(), "", 1, d.arrived(), d.nextAttempt(), false, 100, Remark.NONE);
            reports.ended(ReportHouse.load(message, local), new Outcome.Done(Remark.NONE, false));
            assertTrue(status(reports.sent().get(JANE)).contains("Action: " + transport.getValue() + "\r\n"), transport.getKey());
        }
    }

    @ParameterizedTest @CsvSource({"UNSAID, message/rfc822", "FULL, message/rfc822", "HDRS, text/rfc822-headers"})
    void retSaysWhatComesBack(Ret ret, String type) throws Exception {
        var message = reports.message(JANE, "Subject: a\n\nb\n", ret, Intake.OWN, Optional.empty());
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        assertEquals(type, returned(reports.sent().get(JANE)));
    }

    @Test void aHugeMessageComesBackAsItsHeader() throws Exception {
        var message = reports.message(JANE, "Subject: a\n\n" + "0123456789\n".repeat(30_000), Ret.FULL, Intake.OWN, Optional.empty());
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        var report = reports.sent().get(JANE);
        assertEquals("text/rfc822-headers", returned(report));
        assertTrue(report.getSize() < 10_000, "octets: " + report.getSize());
    }

    @Test void aRecordThatIsGoneIsReportedAllTheSame() throws Exception {
        var message = reports.message(JANE);
        var gone = new Message(new org.posthouse.store.RecordId(java.util.UUID.randomUUID(), 1), message.envelope(), JANE);
        reports.ended(ReportHouse.load(gone, reports.delivery(gone, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        assertEquals(2, parts(reports.sent().get(JANE)).getCount());
    }

    // ---- what somebody chose for errors ----

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            5.1.1  | errors.unknown
            5.1.6  | errors.unknown
            5.1.2  | errors.routing
            5.1.10 | errors.routing
            5.4.4  | errors.routing
            5.4.6  | errors.loop
            5.2.2  | errors.refused
            5.7.1  | errors.refused
            """)
    void eachClassOfErrorsIsHandledAsChosen(String enhanced, String setting) throws Exception {
        reports.choose(setting, "hold");
        var message = reports.message(JANE);
        var delivery = reports.delivery(message, "bob@far.example");
        assertEquals(Map.of(delivery, "550 " + enhanced + " no"), reports.ended(ReportHouse.load(message, delivery), ReportHouse.never(enhanced, "no")));
        assertEquals(Map.of(), reports.sent());
    }

    @Test void somebodyElseMayGetTheMessageItself() throws Exception {
        reports.choose("errors.unknown", "errors@example.test");
        var message = reports.message(JANE, "Subject: a\n\n" + "0123456789\n".repeat(60_000), Ret.UNSAID, Intake.OWN, Optional.empty());
        var outcomes = new HashMap<Delivery, Outcome>();
        var load = ReportHouse.load(message, reports.delivery(message, "bob@far.example"), reports.delivery(message, "ann@far.example"), reports.delivery(message, "eve@far.example"));
        load.deliveries().forEach(delivery -> outcomes.put(delivery, ReportHouse.never(delivery.recipient().startsWith("eve") ? "5.7.1" : "5.1.1", "no")));
        assertEquals(Map.of(), reports.desk.ended(load, outcomes));
        var sent = reports.sent();
        assertEquals(Set.of("errors@example.test", JANE), sent.keySet(), "the sender hears of eve alone");
        assertEquals(Set.of("bob@far.example", "ann@far.example"), Set.of(sent.get("errors@example.test").getHeader("X-Failed-Recipients")));
        assertEquals(60_000 * 12, sent.get("errors@example.test").getRawInputStream().readAllBytes().length);
        assertFalse(status(sent.get(JANE)).contains("bob@"), status(sent.get(JANE)));
    }

    @Test void mailOfTheHouseIsNeitherHeldNorSentRound() throws Exception {
        reports.choose("errors.unknown", "errors@example.test");
        var message = reports.message("", "Subject: a\n\nb\n", Ret.UNSAID, Intake.OWN, Optional.of("redirect/5"));
        reports.ended(ReportHouse.load(message, reports.delivery(message, "errors@far.example")), ReportHouse.never("5.1.1", "no"));
        assertEquals(Set.of("postmaster@example.test"), reports.sent().keySet());
    }

    @Test void whatAPersonGaveUpGoesBackWhateverIsChosen() throws Exception {
        reports.choose("errors.refused", "hold");
        var message = reports.message(JANE);
        var d = reports.delivery(message, "bob@far.example");
        var givenUp = new Delivery(d.id(), d.record(), 0, d.sender(), d.recipient(), d.original(), d.notifies(), d.orcpt(), 0, "smtp", "", d.destination(), Delivery.State.GIVEN_UP, "", 1, d.arrived(), d.nextAttempt(), false, 100, Remark.NONE);
        assertEquals(Map.of(), reports.ended(ReportHouse.load(message, givenUp), new Outcome.Never(Remark.own("5.7.0", "returned by the postmaster"))));
        assertEquals(Set.of(JANE), reports.sent().keySet());
    }

    @Test void oneThatCannotBeToldKeepsNobodyWaiting() throws Exception {
        var message = reports.message(JANE);
        var odd = new Message(message.record(), message.envelope(), "no address at all");
        reports.ended(ReportHouse.load(odd, reports.delivery(odd, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        assertNotNull(reports.sent().get(JANE));
    }

    @Test void aRecordIsKeptUntilItWasToldOf() throws Exception {
        var message = reports.message(JANE);
        reports.ended(ReportHouse.load(message, reports.delivery(message, "bob@far.example")), ReportHouse.never("5.1.1", "no"));
        assertTrue(reports.house.work.call(() -> reports.rounds.lines.live(message.record().segment(), 100)).get(message.record().number()));
        reports.sent();
        assertFalse(reports.house.work.call(() -> reports.rounds.lines.live(message.record().segment(), 100)).get(message.record().number()));
        reports.house.clock.pass(Duration.ofDays(2));
        reports.rounds.round();
        assertEquals(0L, ((Number) reports.house.work.call(() -> reports.house.database.createNativeQuery("SELECT COUNT(*) FROM report_line").getSingleResult())).longValue());
    }
}
