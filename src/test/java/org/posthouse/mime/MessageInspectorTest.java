package org.posthouse.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.mime.MessageInspector.Caps;
import org.posthouse.mime.MessageInspector.Fault;

class MessageInspectorTest {
    private static final Caps CAPS = new Caps(1000, 2000, 10, 100, 3, 5);

    private static MessageInspector inspect(String message) { return inspect(message, message.length()); }

    private static MessageInspector inspect(String message, int cut) {
        var octets = message.getBytes(ISO_8859_1);
        var inspector = new MessageInspector(CAPS);
        inspector.write(octets, 0, cut);
        inspector.write(octets, cut, octets.length - cut);
        inspector.finish();
        return inspector;
    }

    private static String crlf(String lines) { return lines.replace("\n", "\r\n"); }

    private static Optional<Fault> fault(String lines) { return inspect(crlf(lines)).fault(); }

    /// A multipart with this boundary and content.
    private static String multipart(String boundary, String content) {
        return "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n" + content;
    }

    @Test void countsWhatGoesByHoweverItIsCut() {
        var message = crlf("Subject: x\nTo: y\n\n.a\n..b\nc\u00e9\n.\n");
        for (int cut = 0; cut <= message.length(); cut++) {
            var seen = inspect(message, cut);
            assertEquals(Optional.empty(), seen.fault());
            assertEquals(message.length(), seen.size());
            assertEquals(message.indexOf("\r\n\r\n") + 4, seen.headerSize());
            assertEquals(7, seen.lines());
            assertEquals(3, seen.dotLines());
            assertTrue(seen.eightBit());
            assertTrue(seen.endsInCrlf());
        }
    }

    @ParameterizedTest
    @CsvSource({ "'', 0, 0, true", "'\r\n', 2, 1, true", "'a: b', 4, 0, false", "'a: b\r\n', 6, 1, true", "'a: b\r\n\r\n', 8, 2, true", "'a: b\r\n\r\n.c', 8, 2, false", "'no header\r\n', 11, 1, true" })
    void odd(String message, int headerSize, long lines, boolean complete) {
        var seen = inspect(message);
        assertEquals(Optional.empty(), seen.fault());
        assertEquals(headerSize, seen.headerSize());
        assertEquals(lines, seen.lines());
        assertEquals(complete, seen.endsInCrlf());
    }

    @ParameterizedTest
    @ValueSource(strings = { "a: b\n\r\n", "a: b\r\n\r\nx\ny\r\n", "a\rb\r\n", "\n", "\r", "a\r", "a\r\r\n", "a: b\r\n\r\n\r\n.\r", "a\r\0", "\r\n\n\r\n", "x\t\n" })
    void aBareCrOrLfIsRefusedHoweverItIsCut(String message) {
        for (int cut = 0; cut <= message.length(); cut++) assertEquals(Optional.of(Fault.BARE_LINE_END), inspect(message, cut).fault(), "cut at " + cut);
    }

    @Test void aNulIsRefused() { assertEquals(Optional.of(Fault.NUL), inspect("a: b\r\n\r\n\0").fault()); }

    @Test void otherControlsAreContent() { assertEquals(Optional.empty(), inspect("a:\tb\r\n\r\n\u001b$B\f\u000b\u0007\r\n").fault()); }

    @Test void linesHaveALimit() {
        assertEquals(Optional.empty(), fault("\n" + "x".repeat(998) + "\n"));
        assertEquals(Optional.of(Fault.LONG_LINE), fault("\n" + "x".repeat(999) + "\n"));
        assertEquals(Optional.of(Fault.LONG_LINE), fault("\n" + "x".repeat(5000)));
    }

    @Test void headersHaveALimit() {
        assertEquals(Optional.empty(), fault(("a: " + "x".repeat(195) + "\n").repeat(9) + "\n" + "x\n".repeat(2000)));
        assertEquals(Optional.of(Fault.LONG_HEADER), fault("a: b\n" + (" " + "x".repeat(197) + "\n").repeat(11) + "\n"));
        assertEquals(Optional.of(Fault.MANY_FIELDS), fault("a: b\n".repeat(11) + "\n"));
        assertEquals(Optional.of(Fault.LONG_HEADER), fault(multipart("b", "--b\n" + "a: b\n c\n".repeat(1) + (" " + "x".repeat(197) + "\n").repeat(11))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Content-Disposition: attachment; filename=\"%s\"\n\n",
        "content-disposition : attachment; filename=%s\n\n",
        "Content-Type: text/plain;\n name=%s\n\n",
        "Content-Type: text/plain; name=\"%s",
        "Content-Type: text/plain; name=\"%s\n",
        "Content-Type: %s\n\n",
        "Content-Type: text/plain; x=\"a\" %s\n\n",
        "Content-Type: text/plain; %s=1\n\n",
        "a: b\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment; filename=%s\n\n--b--\n",
        "Content-Type: message/rfc822\n\nContent-Disposition: attachment; filename=%s\n\n",
    })
    void aParameterHasALimit(String template) {       // CERT CA-98.10
        assertEquals(Optional.empty(), fault(template.formatted("x".repeat(90))));
        assertEquals(Optional.of(Fault.LONG_PARAMETER), fault(template.formatted("x".repeat(101))));
    }

    @Test void aParameterInPiecesCountsWhole() {
        assertEquals(Optional.of(Fault.LONG_PARAMETER), fault("Content-Disposition: attachment; filename*0=" + "x".repeat(60) + ";\n filename*1=" + "y".repeat(60) + "\n\n"));
    }

    @Test void aFieldThatNeverEndsIsNotKept() {
        assertEquals(Optional.of(Fault.LONG_PARAMETER), fault("Content-Type: text/plain\n" + "  ; a=b\n".repeat(101)));
    }

    private static String nested(int depth) {
        var message = "x\n";
        for (int level = depth; level > 0; level--) message = multipart("b" + level, "--b" + level + "\n" + message + "--b" + level + "--\n");
        return message;
    }

    @Test void nestingHasALimit() {
        assertEquals(Optional.empty(), fault(nested(3)));
        assertEquals(Optional.of(Fault.DEEP), fault(nested(4)));
        assertEquals(Optional.empty(), fault("Content-Type: message/rfc822\n\n".repeat(3)));
        assertEquals(Optional.of(Fault.DEEP), fault("Content-Type: message/rfc822\n\n".repeat(4)));
        assertEquals(Optional.of(Fault.DEEP), fault(multipart("b", "--b\nContent-Type: message/rfc822\n\n" + nested(2))));
    }

    @Test void levelsThatEndedAreForgotten() {
        assertEquals(Optional.empty(), fault(multipart("b", ("--b\n" + multipart("c", "--c\n\n--c--\n")).repeat(2) + "--b--\n")));
        assertEquals(Optional.empty(), fault(multipart("b", ("--b\n" + multipart("c", "")).repeat(5))), "an outer boundary ends the inner levels");
        assertEquals(Optional.empty(), fault(multipart("b", "--b\nContent-Type: message/rfc822\n\n\n".repeat(5))));
    }

    @Test void partsHaveALimit() {
        assertEquals(Optional.empty(), fault(multipart("b", "--b\n\n".repeat(5) + "--b--\n")));
        assertEquals(Optional.of(Fault.MANY_PARTS), fault(multipart("b", "--b\n\n".repeat(6))));
        assertEquals(Optional.of(Fault.MANY_PARTS), fault(multipart("b", "--b \n".repeat(6))));
        assertEquals(Optional.empty(), fault(multipart("b", "--b\n\n--bb\n--a\n -- b\n--\n-\n---b\n".repeat(3))));
    }

    @Test void anEncodedMessageIsALeaf() {
        assertEquals(Optional.empty(), fault(multipart("b", "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + "eHh4\n".repeat(1000) + "--b--\n")));
    }

    @Test void aPartThatForgotItsEmptyLineIsNoHeader() {
        assertEquals(Optional.empty(), fault(multipart("b", "--b\n" + "just text\n".repeat(1000) + "--b--\n")));
    }

    @Test void boundariesAreFoundHoweverTheyAreCut() {
        var message = crlf(multipart("b", "--b\n\n".repeat(6)));
        for (int cut = 0; cut <= message.length(); cut++) assertEquals(Optional.of(Fault.MANY_PARTS), inspect(message, cut).fault(), "cut at " + cut);
    }
}
