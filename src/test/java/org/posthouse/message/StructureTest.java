package org.posthouse.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructureTest {
    private static final String LETTER = """
            Subject: pictures
            Content-Type: multipart/mixed; boundary="out er"

            preamble
            --out er
            Content-Type: multipart/alternative; boundary=in

            --in

            plain
            two
            --in
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>=E2=9C=88
            --in--
            epilogue
            --out er
            Content-Type: message/rfc822

            Subject: inner
            Content-Type: multipart/mixed; boundary=deep

            --deep

            x
            --deep
            Content-Type: image/png; name="=?utf-8?b?44GC?=.png"
            Content-Transfer-Encoding: base64
            Content-ID: <cat@x>

            iVBO
            --deep--
            --out er--
            after
            """.replace("\n", "\r\n");

    private static Structure of(String message) throws IOException { return Structure.read(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8))); }

    /// `1 text/plain 2 lines;` and so on.
    private static String told(Structure structure) {
        return structure.root().walk().map(part -> (part.section().isEmpty() ? "-" : part.section()) + " " + part.type().value() + " " + part.lines()).collect(Collectors.joining("; "));
    }

    @Test void partsHaveNumbersLinesAndOffsets() throws IOException {
        var structure = of(LETTER);
        assertEquals("- multipart/mixed 33; 1 multipart/alternative 11; 1.1 text/plain 2; 1.2 text/html 1; 2 message/rfc822 13; 2 multipart/mixed 10; 2.1 text/plain 1; 2.2 image/png 1", told(structure));
        var message = MessageOctets.of(LETTER.getBytes(StandardCharsets.UTF_8));
        assertEquals("plain\ntwo", structure.plain().orElseThrow().text(message, 100));
        assertEquals("<p>✈", structure.html().orElseThrow().text(message, 100));
        var picture = structure.part("2.2").orElseThrow();
        assertEquals("cat@x あ.png", picture.id() + " " + picture.fileName().orElseThrow());
        try (var in = picture.content(message)) { assertEquals("\u0089PN", new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)); }
        structure.root().walk().forEach(part -> assertEquals(part.header().all().isEmpty() ? "\r\n" : part.header().all().getFirst().name(),
                LETTER.substring((int) part.begin(), (int) part.begin() + (part.header().all().isEmpty() ? 2 : part.header().all().getFirst().name().length())), part.section()));
        assertEquals("x", LETTER.substring((int) structure.part("2.1").orElseThrow().body(), (int) structure.part("2.1").orElseThrow().end()));
        assertEquals(3, structure.leaves().size());
        assertFalse(structure.cut());
    }

    @Test void readsTheSameWhereverTheStreamIsCut() throws IOException {
        var octets = LETTER.getBytes(StandardCharsets.UTF_8);
        var whole = of(LETTER);
        for (int at = 0; at < octets.length; at += 7) {
            var one = new ByteArrayInputStream(octets, 0, at);
            assertEquals(whole, Structure.read(new SequenceInputStream(one, new ByteArrayInputStream(octets, at, octets.length - at))));
        }
        assertEquals(told(whole), told(of(LETTER.replace("\r\n", "\n"))), "bare LF is a line end here");
    }

    @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "                                                                        | 1 text/plain 0",
        "x                                                                       | 1 text/plain 0",
        "A: b~~text~                                                             | 1 text/plain 1",
        "A: b~~text                                                              | 1 text/plain 1",
        "Content-Type: multipart/mixed~~text~                                    | 1 text/plain 1",           // no boundary
        "Content-Type: multipart/mixed; boundary=b~~text~                        | 1 text/plain 1",           // never seen
        "Content-Type: multipart/mixed; boundary=b~~--b~~text                    | - multipart/mixed 3; 1 text/plain 1",
        "Content-Type: multipart/mixed; boundary=b~~--b~text~--b--~              | - multipart/mixed 3; 1 text/plain 1",     // no empty line
        "Content-Type: multipart/mixed; boundary=b~~--b~--b~--b--~               | - multipart/mixed 3; 1 text/plain 0; 2 text/plain 0",
        "Content-Type: multipart/mixed; boundary=b~~--b  ~~x~--bb~--b--~--b~y~   | - multipart/mixed 7; 1 text/plain 2",
        "Content-Type: multipart/digest; boundary=b~~--b~~Subject: in~~x~--b--~  | - multipart/digest 6; 1 message/rfc822 3; 1.1 text/plain 1",
        "Content-Type: message/rfc822~~                                          | 1 message/rfc822 0; 1.1 text/plain 0",
        "Content-Type: message/rfc822~Content-Transfer-Encoding: base64~~eA==~   | 1 message/rfc822 1",
        "Content-Type: message/rfc822~~A: b~~x~y~                                | 1 message/rfc822 4; 1.1 text/plain 2",
        "Content-Type: nonsense~~x~                                              | 1 text/plain 1" })
    void brokenOnesDegrade(String message, String parts) throws IOException { assertEquals(parts, told(of(message == null ? "" : message.replace("~", "\r\n")))); }

    @Test void nestingAndPartsHaveTheirLimits() {
        var deep = new StringBuilder();
        for (int i = 0; i < 10_000; i++) deep.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b").append(i).append("\r\n");
        var many = new StringBuilder("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (int i = 0; i < 10_000; i++) many.append("--b\r\nContent-Type: text/html\r\n\r\n<p>\r\n");
        var inside = "Content-Type: message/rfc822\r\n\r\n".repeat(10_000);
        assertTimeout(Duration.ofSeconds(5), () -> {
            assertTrue(of(deep.toString()).root().walk().count() <= Structure.MOST_DEPTH + 1);
            assertTrue(of(deep.toString()).cut());
            assertEquals(Structure.MOST_PARTS, of(many.toString()).root().walk().count());
            assertTrue(of(inside).root().walk().count() <= Structure.MOST_DEPTH + 1);
        });
    }

    @Test void hugeHeadersAndLinesCostLittle() throws IOException {
        var field = ("X-" + "a".repeat(70) + ": " + "b".repeat(900) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        var fields = Collections.enumeration(Collections.nCopies(40_000, field).stream().map(octets -> (InputStream) new ByteArrayInputStream(octets)).toList());
        var structure = Structure.read(new SequenceInputStream(new SequenceInputStream(fields), new ByteArrayInputStream("\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII))));
        assertTrue(structure.cut());
        assertEquals(6, structure.root().octets());
        assertTrue(structure.header().all().size() < 1_000);
        var line = of("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + "x".repeat(1 << 20) + "\r\n--b--\r\n");
        assertEquals(1 << 20, line.part("1").orElseThrow().octets());
    }

    @Test void noiseIsReadToo() throws IOException {
        var random = new Random(7);
        var words = new String[] {"\r\n", "\n", "\r", "--b", "--b--", "--c", "Content-Type: multipart/mixed; boundary=b", "Content-Type: multipart/x; boundary=c", "Content-Type: message/rfc822", ": ", " ", "\0", "é", "--", "a: b"};
        for (int round = 0; round < 3_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) text.append(words[random.nextInt(words.length)]);
            var structure = of(text.toString());
            var message = MessageOctets.of(text.toString().getBytes(StandardCharsets.UTF_8));
            for (var part : structure.root().walk().toList()) {
                assertTrue(part.begin() <= part.body() && part.body() <= part.end() && part.end() <= structure.octets() && part.lines() >= 0, text.toString());
                part.text(message, 1 << 10);
            }
        }
    }

    @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "attachment; filename=\"..plain.txt . .\"                            | plain.txt",
        "attachment; filename=plain.txt                                      | plain.txt",
        "attachment; filename=\"with \\\"quotes\\\".txt\"                    | with _quotes_.txt",
        "attachment; filename*=utf-8''%E6%97%A5%E6%9C%AC.txt                 | 日本.txt",
        "attachment; filename*0*=utf-8''%E6%97%A5; filename*1*=%E6%9C%AC; filename*2=.txt | 日本.txt",
        "attachment; filename*=iso-2022-jp'ja'%1B$B$3$s%1B(B.txt             | こん.txt",
        "attachment; filename=\"=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=.txt\"     | 日本.txt",
        "attachment; filename=x.txt; filename*=utf-8''y.txt                  | y.txt",
        "attachment; filename=\"../../etc/passwd\"                           | passwd",
        "attachment; filename=\"C:\\\\Windows\\\\evil.exe\"                  | evil.exe",
        "attachment; filename=\"..\"                                         | ",
        "attachment; filename=\"a\u202Egnp.exe\"                             | agnp.exe",
        "attachment; filename*=utf-8''a%E2%80%AEgnp.exe                      | agnp.exe",
        "attachment; filename*=utf-8''a%00%0D%0Ab.txt                        | a b.txt",
        "attachment; filename=\"unclosed.txt                                 | unclosed.txt",
        "attachment; ;;; = ; filename                                        | " })
    void fileNamesHarmNobody(String disposition, String name) throws IOException {
        assertEquals(name == null ? "" : name, of("Content-Disposition: " + disposition + "\r\n\r\nx\r\n").root().fileName().orElse(""));
    }
}
