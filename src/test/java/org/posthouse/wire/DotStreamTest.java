package org.posthouse.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotStreamTest {
    private static String plain(String escaped) { return escaped.replace("^", "\r").replace("_", "\n"); }

    /// Feeds `text` cut at two places and answers `content|rest`, or `content?` when the end was not found.
    private static String decode(String text, int first, int second) throws IOException {
        var octets = text.getBytes(ISO_8859_1);
        var content = new ByteArrayOutputStream();
        var dots = new DotStream();
        int at = 0;
        for (int end : new int[] { first, second, octets.length }) {
            if (!dots.ended()) at = dots.feed(octets, at, end, content::write);
        }
        var decoded = content.toString(ISO_8859_1);
        return dots.ended() ? decoded + "|" + text.substring(at) : decoded + "?";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', value = {
        ".^_NOOP^_              ~ |NOOP^_",
        "a^_.^_                 ~ a^_|",
        "a^_.^_.^_              ~ a^_|.^_",
        "..^_.^_                ~ .^_|",
        ".a^_..b^_...c^_.^_QUIT ~ a^_.b^_..c^_|QUIT",
        "^_^_.^_                ~ ^_^_|",
        "a^_b.^_.^_             ~ a^_b.^_|",
        // what other servers have taken for an end of data: CVE-2023-51764 and its relatives
        "a_._b^_.^_             ~ a_._b^_|",
        "a_.^_b^_.^_            ~ a_.^_b^_|",
        "a^_._b^_.^_            ~ a^__b^_|",
        "a^.^b^_.^_             ~ a^.^b^_|",
        "a^.^_b^_.^_            ~ a^.^_b^_|",
        "a^_.^b^_.^_            ~ a^_^b^_|",
        "a^_.^^_b^_.^_          ~ a^_^^_b^_|",
        "a^^_.^_                ~ a^^_|",
        "a__.^_^_.^_            ~ a__.^_^_|",
        "a^_. ^_b^_.^_          ~ a^_ ^_b^_|",
    })
    void endsAtOneMarkOnlyHoweverTheOctetsAreCut(String sent, String expected) throws IOException {
        var text = plain(sent);
        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                assertEquals(plain(expected), decode(text, first, second), "cut at " + first + " and " + second);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ".", ".^", "a^_.", "a^_.^", "a^_.^^", "a^_._", "a_._", "^.^", "a.^_", " .^_" })
    void nothingLessIsAnEnd(String sent) throws IOException {
        var dots = new DotStream();
        var octets = plain(sent).getBytes(ISO_8859_1);
        dots.feed(octets, 0, octets.length, (_, _, _) -> { });
        assertFalse(dots.ended());
    }

    @Test void contentIsPassedInLargePieces() throws IOException {
        var text = ("x".repeat(70) + "\r\n").repeat(400) + ".\r\n";
        var calls = new int[1];
        new DotStream().feed(text.getBytes(ISO_8859_1), 0, text.length(), (_, _, _) -> calls[0]++);
        assertEquals(1, calls[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a^_", "a", ".", "..^_", ".^_.^_", "a^_.b^_", "a_.b^_", "^_", "a^", "a^_." })
    void stuffingIsTheOpposite(String message) throws IOException {
        var text = plain(message);
        for (int cut = 0; cut <= text.length(); cut++) {
            var out = new ByteArrayOutputStream();
            var stuffing = new DotStuffing(out::write);
            stuffing.write(text.getBytes(ISO_8859_1), 0, cut);
            stuffing.write(text.getBytes(ISO_8859_1), cut, text.length() - cut);
            stuffing.finish();
            var whole = text.isEmpty() || text.endsWith("\r\n") ? text : text + "\r\n";
            assertEquals(whole + "|", decode(out.toString(ISO_8859_1), 0, 0), "cut at " + cut);
        }
    }
}
