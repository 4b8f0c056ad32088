package org.posthouse.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthouse.mime.Address;

class AnswerTest {
    private static final Address JANE = new Address("jane", "podunk.test"), BOB = new Address("bob", "far.test");

    private static Answer answer(String subject, Optional<Answer.Original> original) {
        return new Answer("Doe, Jane", JANE, BOB, subject, "1-2@mail.podunk.test", ZonedDateTime.parse("2026-08-01T09:00:00+09:00"), "<m3@far.test>", List.of("<m1@far.test>", "<m3@far.test>"), "Back on Monday.\n", false, original);
    }

    private static String text(Answer answer) { return new String(answer.octets(), StandardCharsets.UTF_8); }

    @Test void anAnswerIsAMessage() {
        assertEquals("""
                From: =?UTF-8?B?RG9lLCBKYW5l?= <jane@podunk.test>
                To: <bob@far.test>
                Subject: Automatic reply: Lunch?
                Date: Sat, 1 Aug 2026 09:00:00 +0900
                Message-ID: <1-2@mail.podunk.test>
                In-Reply-To: <m3@far.test>
                References: <m1@far.test>
                 <m3@far.test>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: base64

                QmFjayBvbiBNb25kYXkuDQo=
                """.replace("\n", "\r\n"), text(answer("Automatic reply: Lunch?", Optional.empty())));
    }

    @Test void anEchoCarriesTheMessage() {
        var came = "Subject: x\r\n\r\nGrüße\r\n".getBytes(StandardCharsets.UTF_8);
        var echo = answer("x", Optional.of(new Answer.Original(Answer.Part.MESSAGE, came, true)));
        var tail = """
                Content-Type: multipart/mixed; boundary="=_12mailpodunktest"
                Content-Transfer-Encoding: 8bit

                --=_12mailpodunktest
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: base64

                QmFjayBvbiBNb25kYXkuDQo=
                --=_12mailpodunktest
                Content-Type: message/rfc822
                Content-Transfer-Encoding: 8bit
                Content-Disposition: attachment

                Subject: x

                Grüße

                --=_12mailpodunktest--
                """.replace("\n", "\r\n");
        assertTrue(text(echo).endsWith(tail), text(echo));
        assertTrue(echo.eightBit());
        assertFalse(echo.utf8());
    }

    @Test void anAnswerMayBeComposedByItsWriter() {
        var entity = new Answer("", JANE, BOB, "x", "1@x", ZonedDateTime.parse("2026-08-01T09:00:00Z"), "", List.of(), "Content-Type: text/html; charset=utf-8\n\n<p>Grüße</p>", true, Optional.empty());
        assertTrue(text(entity).endsWith("\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Grüße</p>\r\n"), text(entity));
        assertTrue(entity.eightBit());
    }

    @Test void nothingBreaksOutOfAField() {
        var text = text(answer("one\r\nBcc: all@podunk.test\r\n\r\nbody", Optional.empty()));
        assertFalse(text.contains("Bcc:"), text);
        assertEquals("one Bcc: all@podunk.test body", EncodedWords.read(HeaderFields.of(text.getBytes(StandardCharsets.UTF_8)).first("Subject").orElseThrow()));
    }

    @Test void anAddressBeyondAsciiNeedsSmtpUtf8() {
        var answer = new Answer("", JANE, new Address("用户", "far.test"), "x", "1@x", ZonedDateTime.parse("2026-08-01T09:00:00Z"), "", List.of(), "x", false, Optional.empty());
        assertTrue(answer.utf8());
        assertTrue(text(answer).contains("To: <用户@far.test>\r\n"));
    }
}
