package org.posthouse.housemail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Read back by another's mail library.
class LetterTest {
    private static final ZonedDateTime DATE = ZonedDateTime.parse("2026-03-01T12:00:00Z");

    private static Letter letter(String name, String to, String subject, String text) { return new Letter(name, "postmaster@example.test", to, subject, "1@mx.example.test", DATE, text); }

    private static MimeMessage read(Letter letter) throws Exception { return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(letter.octets())); }

    @Test void aReaderFindsWhatWasWritten() throws Exception {
        var message = read(letter("郵便局", "jane@example.test", "ようこそ", "一行目\n.二行目\n"));
        assertEquals("郵便局", ((InternetAddress) message.getFrom()[0]).getPersonal());
        assertEquals("postmaster@example.test", ((InternetAddress) message.getFrom()[0]).getAddress());
        assertEquals("ようこそ", message.getSubject());
        assertEquals("一行目\r\n.二行目\r\n", message.getContent());
        assertEquals("<1@mx.example.test>", message.getMessageID());
        assertEquals(DATE.toInstant(), message.getSentDate().toInstant());
        assertEquals("auto-generated", message.getHeader("Auto-Submitted", null));
        assertEquals("text/plain; charset=UTF-8", message.getContentType());
    }

    @ParameterizedTest @ValueSource(strings = {"Plain", "Is it, really? \"Yes\" <no>", "=?UTF-8?B?no?=", "a\r\nBcc: evil@example.test", "長い件名は何行にも分かれますが、読む人には一行に見えます。文字の途中では切れません。😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"})
    void aSubjectComesBackWhole(String subject) throws Exception {
        var message = read(letter(subject, "", subject, "x"));
        assertEquals(subject, message.getSubject());
        assertNull(message.getHeader("Bcc"), "nothing that is typed makes a field");
        assertEquals(subject, ((InternetAddress) message.getFrom()[0]).getPersonal());
    }

    @Test void linesAreShortAsciiAndNeverBeginWithADot() throws Exception {
        var octets = letter("x", "", "件名".repeat(40), ".\n" + "あ".repeat(2000)).octets();
        var text = new String(octets, StandardCharsets.US_ASCII);
        for (var line : text.split("\r\n", -1)) assertTrue(line.length() <= 78 && !line.startsWith("."), line);
        assertFalse(text.replace("\r\n", "").matches("(?s).*[\r\n].*"), "no bare line ends");
        var facts = Letter.facts(octets);
        assertEquals(octets.length, facts.size());
        assertEquals(text.substring(0, facts.headerSize()), text.substring(0, text.indexOf("\r\n\r\n") + 4));
        assertEquals(text.split("\n", -1).length - 1, facts.lines());
    }

    @Test void whoIsNotNamedStaysUnnamed() throws Exception {
        assertEquals("undisclosed-recipients:;", read(letter("x", "", "x", "x")).getHeader("To", null));
        assertEquals("undisclosed-recipients:;", read(letter("x", "jané@example.test", "x", "x")).getHeader("To", null));
    }

    @Test void manyRecipientsGoInParts() {
        var parts = Letter.parts(IntStream.range(0, 2500).boxed().toList(), 1000);
        assertEquals(List.of(1000, 1000, 500), parts.stream().map(List::size).toList());
        assertEquals(List.of(), Letter.parts(List.of(), 1000));
    }
}
