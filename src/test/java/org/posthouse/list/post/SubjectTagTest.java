package org.posthouse.list.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.list.Dressing;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Plan;
import org.posthouse.message.EncodedWords;
import org.posthouse.mime.Address;

class SubjectTagTest {
    private static ListEntry list(String tag, int digits, boolean last) {
        var usual = Dressing.USUAL;
        var dressing = new Dressing(tag, digits, last, usual.replyTo(), "", usual.precedence(), "", "", List.of(), List.of(), false, usual.fromRewriting(), true);
        return new ListEntry(1, 1, new Address("biking", "podunk.test"), List.of("biking", "rad"), List.of(), Plan.usual("", "en").with(dressing));
    }

    private static String tagged(String tag, int digits, boolean last, String subject) { return new SubjectTag(list(tag, digits, last), 42).field(subject).replaceAll("\r\n(?=[ \t])", "").strip(); }

    @ParameterizedTest @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            [%M:%S]  | 5 | false | Hello                                   | Subject: [biking:00042] Hello
            [%M:%S]  | 0 | false | Hello                                   | Subject: [biking:42] Hello
            [%M:%S]  | 5 | true  | Hello                                   | Subject: Hello [biking:00042]
            [%M:%S]  | 5 | false | Re: [biking:00041] Hello                | Subject: [biking:00042] Re: Hello
            [%M:%S]  | 5 | false | [biking:00041] Re: [biking:00040] Hello | Subject: [biking:00042] Re: Hello
            [%M:%S]  | 5 | false | Re: [biking:00041] Re: [RAD:7] Hello    | Subject: [biking:00042] Re: Hello
            [%M:%S]  | 5 | true  | Re: Hello [biking:00041]                | Subject: Re: Hello [biking:00042]
            [%M:%S]  | 5 | false | Re: Re: Hello                           | Subject: [biking:00042] Re: Re: Hello
            [%M]     | 5 | false | Re: [biking] [other] x                  | Subject: [biking] Re: [other] x
            (%S)     | 3 | false | 100% (12) $1 \\E                        | Subject: (042) 100% $1 \\E
            [%S/%S]  | 3 | false | Re: [041/041] Hello                     | Subject: [042/042] Re: Hello
            [%S%S]   | 3 | false | Re: [041041] Hello                      | Subject: [042042] Re: Hello
            #%S0     | 0 | false | Re: #410 Hello                          | Subject: #420 Re: Hello
            %M%S     | 0 | false | Re: biking41 Hello                      | Subject: biking42 Re: Hello
            -        | 5 | false | Hello                                   | Subject: Hello
            [%M:%S]  | 5 | false | -                                       | Subject: [biking:00042]
            """)
    void theTagStandsThereOnce(String tag, int digits, boolean last, String subject, String field) { assertEquals(field, tagged(tag == null ? "" : tag, digits, last, subject == null ? "" : subject)); }

    @Test void wordsOfOtherCharsetsStayAsTheyAre() {
        var words = "=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?= =?ISO-2022-JP?B?GyRCJEckORsoQg==?=";
        assertEquals("Subject: [biking:00042] " + words, tagged("[%M:%S]", 5, false, " " + words.replace("= =", "=\r\n =")));
        assertEquals("Subject: [biking:00042] Re: " + words, tagged("[%M:%S]", 5, false, " Re: [biking:00012] " + words));
    }

    @Test void aTagInsideAnEncodedWordIsFound() {
        var reply = EncodedWords.text("Re: [biking:00012] テストです");
        var field = tagged("[%M:%S]", 5, false, reply);
        assertEquals("[biking:00042] Re: テストです", EncodedWords.read(field.substring("Subject: ".length())));
    }

    @Test void aTagInJapaneseIsOneTextWithTheSubject() {
        var field = tagged("[自転車:%S]", 0, false, "Re: " + EncodedWords.text("[自転車:7] 山"));
        assertTrue(field.chars().allMatch(c -> c < 127));
        assertEquals("[自転車:42] Re: 山", EncodedWords.read(field.substring("Subject: ".length())));
    }

    @Test void rawOctetsBecomeWordsAndNoLineIsLong() {
        var raw = new String("Grüße aus dem sehr langen Tal der vielen schönen Fahrräder und Wege, die man dort fahren kann".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var field = new SubjectTag(list("[%M:%S]", 5, false), 42).field(raw);
        assertTrue(field.lines().allMatch(line -> line.length() <= 78 && !line.isBlank()), field);
        assertTrue(EncodedWords.read(field.replaceAll("\r\n(?=[ \t])", "").substring(9)).startsWith("[biking:00042] Grüße aus"), field);
    }

    @Test void nothingBreaksOutOfTheField() {
        var field = new SubjectTag(list("[%M:%S]", 5, false), 42).field("=?UTF-8?B?eA0KQmNjOiBldmlsQGV4YW1wbGUudGVzdA==?= [biking:1] y\r\nBcc: z\r\n");
        assertTrue(field.lines().skip(1).allMatch(line -> line.startsWith(" ")), field);
    }
}
