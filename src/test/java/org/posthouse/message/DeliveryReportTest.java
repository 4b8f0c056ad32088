package org.posthouse.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.message.DeliveryReport.Action;
import org.posthouse.message.DeliveryReport.Line;
import org.posthouse.message.DeliveryReport.Returned;

/// Reports octet by octet, and as another's mail library reads them.
class DeliveryReportTest {
    private static final Instant ARRIVED = Instant.parse("2026-03-01T12:00:00Z");
    private static final String MESSAGE = """
            From: Jane <jane@example.test>
            To: bob@far.example
            Subject: Lunch?
            Message-ID: <1@example.test>

            At noon.
            .dots stay
            """.replace("\n", "\r\n");

    private static byte[] octets(String text) { return text.getBytes(StandardCharsets.UTF_8); }

    private static DeliveryReport.Head head(String to, String subject) {
        return new DeliveryReport.Head("Mail Delivery System", "mailer-daemon@example.test", to, subject, "<1@example.test>", "6f1c0c43-0000-3000-8000-000000000001@mx.example.test", Instant.parse("2026-03-01T12:00:05Z"), ZoneId.of("Asia/Tokyo"));
    }

    private static Line failed(String recipient, String text) { return new Line("rfc822;" + recipient, recipient, Action.FAILED, "5.1.1", "mx1.far.example", 550, text, Optional.of(ARRIVED.plusSeconds(4)), Optional.empty()); }

    private static DeliveryReport report(String words, String envid, Returned returned, boolean international, Line... lines) {
        return new DeliveryReport(head("jane@example.test", "Your message could not be delivered"), words, new DeliveryReport.Status("mx.example.test", envid, ARRIVED, List.of(lines)), returned, international);
    }

    private static Returned whole(String message) { return new Returned.Whole(octets(message), message.indexOf("\r\n\r\n") + 4); }

    /// The report as a message, whatever is in it.
    private static MimeMessage read(DeliveryReport report) throws Exception {
        var properties = new Properties();
        properties.put("mail.mime.allowutf8", "true");
        return new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(report.octets()));
    }

    private static List<MimeBodyPart> parts(DeliveryReport report) throws Exception {
        var message = read(report);
        var multipart = new MimeMultipart(new ByteArrayDataSource(message.getRawInputStream(), message.getContentType()));
        var parts = new ArrayList<MimeBodyPart>();
        for (int i = 0; i < multipart.getCount(); i++) parts.add((MimeBodyPart) multipart.getBodyPart(i));
        return parts;
    }

    /// The blocks of fields of the second part.
    private static List<InternetHeaders> blocks(DeliveryReport report) throws Exception {
        var in = new ByteArrayInputStream(parts(report).get(1).getRawInputStream().readAllBytes());
        var blocks = new ArrayList<InternetHeaders>();
        while (in.available() > 0) blocks.add(new InternetHeaders(in, true));
        return blocks;
    }

    private static String field(InternetHeaders block, String name) { return block.getHeader(name, null) == null ? null : block.getHeader(name, null).replaceAll("\r\n[ \t]+", " "); }

    private static void golden(String name, DeliveryReport report) throws Exception {
        var file = Path.of("src/test/resources/org/posthouse/message/" + name + ".eml");
        var text = new String(report.octets(), StandardCharsets.UTF_8);
        assertFalse(Pattern.compile("(?<!\r)\n|\r(?!\n)").matcher(text).find(), "every line ends in CRLF");
        assertEquals(Files.readString(file), text.replace("\r\n", "\n"));
    }

    // ---- as they are ----

    @Test void aFailureComesBackWithItsMessage() throws Exception {
        golden("failed", report("Your message could not be delivered.\n\n  bob@far.example\n    mx1.far.example said: 550 no such user\n", "QQ314159", whole(MESSAGE), false, failed("bob@far.example", "no such user")));
    }

    @Test void aDelaySaysHowLongItIsTried() throws Exception {
        golden("delayed", report("Not yet.\n", "", new Returned.Header(octets(MESSAGE.substring(0, MESSAGE.indexOf("\r\n\r\n") + 4))), false,
                new Line("", "bob@far.example", Action.DELAYED, "4.4.1", "", 0, "connection timed out", Optional.of(ARRIVED.plusSeconds(14_400)), Optional.of(ARRIVED.plusSeconds(432_000)))));
    }

    @Test void wordsInAnotherLanguageTravelAsBase64() throws Exception {
        golden("relayed-japanese", new DeliveryReport(head("hanako@example.test", "メールを次のサーバーに渡しました"), "メールシステムからのお知らせです。\n", new DeliveryReport.Status("mx.example.test", "", ARRIVED,
                List.of(new Line("", "bob@far.example", Action.RELAYED, "2.0.0", "mx1.far.example", 0, "", Optional.of(ARRIVED), Optional.empty()))), new Returned.Nothing(), false));
    }

    @Test void addressesInUtf8StandAsTheyAreWhereTheyMay() throws Exception {
        var message = "From: 花子 <花子@例え.テスト>\r\nSubject: 昼食\r\n\r\n正午に。\r\n";
        var line = new Line("utf-8;太郎@例え.テスト", "太郎@例え.テスト", Action.FAILED, "5.1.1", "mx.例え.テスト", 550, "ありません", Optional.empty(), Optional.empty());
        var international = new DeliveryReport(head("花子@例え.テスト", "届きません"), "届きません。\n", new DeliveryReport.Status("mx.example.test", "", ARRIVED, List.of(line)), whole(message), true);
        golden("failed-utf8", international);
        assertTrue(international.utf8());
        golden("failed-utf8-to-ascii", new DeliveryReport(head("jane@example.test", "届きません"), "届きません。\n", new DeliveryReport.Status("mx.example.test", "", ARRIVED, List.of(line)), whole(message), false));
    }

    // ---- as others read them ----

    @Test void aReaderFindsThreeParts() throws Exception {
        var report = report("Sorry.\n", "QQ314159", whole(MESSAGE), false, failed("bob@far.example", "no such user"), failed("ann@far.example", "no such user"));
        var message = read(report);
        assertEquals("multipart/report; report-type=delivery-status;\r\n boundary=\"report-6f1c0c43-0000-3000-8000-000000000001mxexampletest\"", message.getContentType());
        assertEquals("mailer-daemon@example.test", ((InternetAddress) message.getFrom()[0]).getAddress());
        assertEquals("auto-replied", message.getHeader("Auto-Submitted", null));
        assertEquals("<1@example.test>", message.getHeader("In-Reply-To", null));
        var parts = parts(report);
        assertEquals(List.of("text/plain; charset=US-ASCII", "message/delivery-status", "message/rfc822"), parts.stream().map(DeliveryReportTest::type).toList());
        assertArrayEquals(octets(MESSAGE), parts.get(2).getRawInputStream().readAllBytes());
        var blocks = blocks(report);
        assertEquals(3, blocks.size());
        assertEquals("QQ314159", field(blocks.get(0), "Original-Envelope-Id"));
        assertEquals("dns; mx.example.test", field(blocks.get(0), "Reporting-MTA"));
        assertEquals("rfc822; ann@far.example", field(blocks.get(2), "Final-Recipient"));
        assertEquals("smtp; 550 no such user", field(blocks.get(2), "Diagnostic-Code"));
        assertEquals("Sun, 1 Mar 2026 21:00:04 +0900", field(blocks.get(2), "Last-Attempt-Date"));
        assertNull(field(blocks.get(2), "Will-Retry-Until"));
    }

    private static String type(MimeBodyPart part) {
        try {
            return part.getContentType();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a far side may put into its replies, and senders into ENVID and ORCPT.
    @ParameterizedTest @ValueSource(strings = {"line\r\nBcc: victim@example.test", "line\r\n\r\nFinal-Recipient: rfc822; other@example.test", "nul \u0000 bell \u0007 esc \u001b[2J", "next line \u0085 and \u2028 and \u2029",
            "\r\n--report-6f1c0c43-0000-3000-8000-000000000001mxexampletest--\r\n", "surrogate \ud800 alone", "日本語の返事", ""})
    void nothingBreaksOutOfItsField(String hostile) throws Exception {
        for (boolean international : new boolean[] {false, true}) {
            var report = report(hostile + "\n", hostile, whole(MESSAGE), international,
                    new Line("rfc822;" + hostile, "bob@far.example" + hostile, Action.FAILED, hostile, "mx" + hostile, 550, hostile, Optional.of(ARRIVED), Optional.empty()), failed("ann@far.example", "no"));
            var parts = parts(report);
            assertEquals(3, parts.size());
            assertArrayEquals(octets(MESSAGE), parts.get(2).getRawInputStream().readAllBytes());
            var blocks = blocks(report);
            assertEquals(3, blocks.size(), "a block of the message and one for each recipient");
            assertEquals("rfc822; ann@far.example", field(blocks.get(2), "Final-Recipient"));
            assertEquals("5.0.0", field(blocks.get(1), "Status"));
            assertEquals(1, blocks.get(1).getHeader("Final-Recipient").length);
            assertNull(read(report).getHeader("Bcc"));
            assertEquals(List.of(), blocks.stream().filter(block -> block.getHeader("Bcc") != null).toList());
        }
    }

    @Test void longValuesAreCutAndFolded() throws Exception {
        var text = "word ".repeat(150) + "x".repeat(2000);
        var report = report("Sorry.\n", "", whole(MESSAGE), false, failed("a".repeat(2000) + "@far.example", text));
        for (var line : new String(report.octets(), StandardCharsets.UTF_8).split("\r\n")) assertTrue(line.length() <= 998, "a line of " + line.length());
        assertTrue(field(blocks(report).get(1), "Diagnostic-Code").startsWith("smtp; 550 word word"));
    }

    @Test void aMessageThatKnowsTheBoundaryDoesNotEndItsPart() throws Exception {
        var message = MESSAGE + "--report-6f1c0c43-0000-3000-8000-000000000001mxexampletest\r\nContent-Type: text/html\r\n\r\nsurprise\r\n--report-6f1c0c43-0000-3000-8000-000000000001mxexampletest----\r\n";
        var parts = parts(report("Sorry.\n", "", whole(message), false, failed("bob@far.example", "no")));
        assertEquals(3, parts.size());
        assertArrayEquals(octets(message), parts.get(2).getRawInputStream().readAllBytes());
    }

    @Test void whatNoLineBasedTransferTakesComesBackAsItsHeader() throws Exception {
        for (var body : List.of("nul \u0000", "bare \n line", "bare \r return", "x".repeat(1001))) {
            var parts = parts(report("Sorry.\n", "", whole("Subject: a\r\n\r\n" + body + "\r\n"), false, failed("bob@far.example", "no")));
            assertEquals("text/rfc822-headers", parts.get(2).getContentType(), body);
            assertEquals("Subject: a\r\n\r\n", new String(parts.get(2).getRawInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test void eightBitHeadersAreQuotedWhereTheyMayNotStand() throws Exception {
        var header = "Subject: d\u00e9j\u00e0 vu = again \r\n\r\n";
        var report = report("Sorry.\n", "", new Returned.Header(octets(header)), false, failed("bob@far.example", "no"));
        var part = parts(report).get(2);
        assertEquals("quoted-printable", part.getEncoding());
        assertEquals(header, new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertFalse(report.utf8());
        var international = report("Sorry.\n", "", new Returned.Header(octets(header)), true, failed("bob@far.example", "no"));
        assertEquals("message/global-headers", parts(international).get(2).getContentType());
        assertTrue(international.utf8());
    }

    @Test void eightBitBodiesMakeAnEightBitReport() throws Exception {
        var message = "Subject: a\r\n\r\nd\u00e9j\u00e0 vu\r\n";
        var report = report("Sorry.\n", "", whole(message), true, failed("bob@far.example", "no"));
        assertEquals("8bit", read(report).getEncoding());
        assertEquals("message/rfc822", parts(report).get(2).getContentType());
        assertArrayEquals(octets(message), parts(report).get(2).getRawInputStream().readAllBytes());
        assertFalse(report.utf8(), "only addresses and header fields need SMTPUTF8");
    }

    @Test void tenThousandRecipientsAreOneReport() throws Exception {
        var report = report("Sorry.\n", "", new Returned.Nothing(), false, IntStream.range(0, 10_000).mapToObj(i -> failed("user" + i + "@far.example", "no")).toArray(Line[]::new));
        assertEquals(10_001, blocks(report).size());
    }
}
