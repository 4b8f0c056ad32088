package org.posthouse.web.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeHtmlTest {
    private static String body(String html, boolean masked) {
        var page = SafeHtml.page(html, "en", new Masking(masked), id -> id.equals("cat@x") ? Optional.of("/lists/l@x/1/part/2?seal=s") : Optional.empty());
        return page.substring(page.indexOf("<body>") + 6, page.indexOf("</body>")).strip();
    }

    @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, value = {
        "<p>Hi <b>there</b></p>                                        | <p>Hi <b>there</b></p>",
        "a<script>alert(1)</script>b                                   | ab",
        "<img src=x onerror=alert(1)>                                  | ``",
        "<img src=\"http://far.test/bug.gif\" alt=\"bug\">             | bug",
        "<img src=\"cid:cat@x\">                                       | <img src=\"/lists/l@x/1/part/2?seal=s\">",
        "<img src=\"cid:dog@x\" alt=dog>                               | dog",
        "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">        | ``",
        "<a href=\"javascript:alert(1)\">x</a>                         | <a rel=\"nofollow noopener noreferrer\" target=\"_blank\">x</a>",
        "<a href=\"JaVaScRiPt&#58;alert(1)\">x</a>                     | <a rel=\"nofollow noopener noreferrer\" target=\"_blank\">x</a>",
        "<a href=\"https://far.test/?a=1&b=2\" onclick=x>x</a>         | <a href=\"https://far.test/?a=1&amp;b=2\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">x</a>",
        "<style>body{background:url(//far)}</style>x                   | x",
        "<p style=\"position:fixed\" class=c id=i>x</p>                | <p>x</p>",
        "<iframe src=//far></iframe><object data=x></object><embed src=x>y | y",
        "<form action=//far><input name=p><button>go</button></form>   | go",
        "<svg><script>alert(1)</script></svg>                          | ``",
        "<math><mtext><style><img src=x onerror=alert(1)></style>      | ``",
        "<base href=//far><meta http-equiv=refresh content=0;url=//far><link rel=stylesheet href=//far>x | x",
        "<body onload=alert(1) background=//far>x                      | x",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"> | <p title=\"&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;\"></p>" })
    void onlyHarmlessMarkupIsLeft(String html, String left) {
        var body = body(html, false);
        assertFalse(body.matches("(?is).*<[^>]*\\s(on\\w+|style|background)\\s*=.*") && !body.contains("title="), body);
        assertFalse(body.matches("(?is).*(<script|<iframe|<object|<embed|<style|<form|<svg|<math|<link|<meta|<base).*"), body);
        if (!html.startsWith("<noscript")) assertEquals(left, body);
    }

    @Test void strangersSeeNoAddresses() {
        var body = body("<p>Write to jane@podunk.test</p><a href=\"mailto:jane@podunk.test\" title=\"jane@podunk.test\">Jane</a>", true);
        assertFalse(body.contains("podunk.test"), body);
        assertTrue(body.contains("jane@…"), body);
    }

    @ParameterizedTest @CsvSource({
        "jane@podunk.test,jane@…", "jane@podunk.test.,jane@….", "jane@[192.0.2.1],jane@…", "jane@localhost,jane@localhost", "a@b@podunk.test,a@b@…", "ジェーン@podunk.test,ジェーン@…", "@podunk.test,@podunk.test",
        "https://far.test/?to=jane%40podunk.test,https://far.test/?to=jane%40…", "jane%40home@podunk.test,jane%40home@…", "jane%40podunk.test@far.test,jane%40…@far.test", "100%@podunk.test,100%@…", "x%2By%40podunk.test&a=b,x%2By%40…&a=b"})
    void addressesAreMaskedHoweverTheyAreWritten(String text, String masked) { assertEquals(masked, new Masking(true).of(text)); }

    @ParameterizedTest @CsvSource({"mailto:jane%2540podunk.test", "MAILTO:jane", "' mailto:?to=jane'"}) void strangersWriteToNobody(String link) { assertFalse(body("<a href=\"" + link + "\">x</a>", true).contains("href")); }

    @Test void longTextIsNoBurden() {
        assertTimeout(Duration.ofSeconds(10), () -> {
            for (var text : new String[] {"https://far.test/" + "_".repeat(500_000) + "x", "https://far.test/a" + "(b)".repeat(150_000), "a@b" + ".c".repeat(250_000), "a".repeat(500_000), "a%40".repeat(120_000), "%40a.b".repeat(80_000), "\n".repeat(500_000) + "x", "x\n>\n".repeat(100_000)})
                Blocks.of("x\n> " + text, new Masking(true));
        });
    }

    @Test void deepOrHugeMarkupIsNoBurden() {
        assertTimeout(Duration.ofSeconds(10), () -> {
            body("<div>".repeat(20_000) + "x", true);
            body("<table><tr><td>".repeat(3_000) + "x", false);
            body("<a href=x>".repeat(20_000), false);
            body("&lt;".repeat(100_000), true);
        });
    }

    @Test void ofTooMuchMarkupTheWordsRemain() {
        var shown = body("<div><b>".repeat(SafeHtml.MOST_ELEMENTS) + "<script>alert(1)</script>jane@podunk.test &lt;i&gt; end", true);
        assertTrue(shown.endsWith("jane@… &lt;i&gt; end</pre>") && !shown.contains("alert") && shown.length() < 1000, () -> shown.length() + " characters");
    }

    @Test void textBecomesTextAndLinks() {
        var blocks = Blocks.of("Hello\n\n> one\n> two\n> three\n> four\nsee https://example.org/a_(b), or javascript:alert(1) jane@podunk.test\n-- \nJane", new Masking(true));
        assertEquals("[text 0, quote 4, text 0, signature 0]", blocks.stream().map(block -> block.kind() + " " + block.lines()).toList().toString());
        assertEquals("[see , https://example.org/a_(b)=https://example.org/a_(b), , or javascript:alert(1) jane@…]",
                blocks.get(2).pieces().stream().map(piece -> piece.text() + (piece.link().isEmpty() ? "" : "=" + piece.link())).toList().toString());
    }
}
