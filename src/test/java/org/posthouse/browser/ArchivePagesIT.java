package org.posthouse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.House;

/// The archive of a list that was brought along: what its owner, and a stranger, see of it. Some posts mean harm.
@InABrowser @TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchivePagesIT {
    private static final String ROOT = "/lists/biking@" + House.DOMAIN + "/";
    private static final String DOT = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGNgYPiPB41KY5MGAJUeY52nsPYZAAAAAElFTkSuQmCC";

    private House house;
    private Visitor visitor;

    @BeforeAll void open() throws Exception {
        house = Houses.fresh("archive-pages");
        var list = house.api().post("lists", "{\"address\":\"biking@" + House.DOMAIN + "\",\"owners\":[\"postmaster@" + House.DOMAIN + "\"],\"title\":\"Biking in the hills\",\"archive\":\"everybody\"}");
        if (list.status() != 201 && list.status() != 409) throw new IllegalStateException(list.body());
        if (list.status() == 201) {
            var done = house.api().post("lists/" + list.number("id") + "/archive/import?oldPages=true", "application/mbox", mbox());
            assertEquals(202, done.status(), done.body());
            var at = done.whole().headers().firstValue("Location").orElseThrow();
            var ended = Await.until(house::story, () -> house.api().get(at.substring(at.indexOf("/api/"))), answer -> answer.says("\"state\":\"done\""));
            assertEquals(6, ended.number("added"), ended.body());
        }
        visitor = new Visitor(house);
        Await.until(house::story, () -> house.api().anonymous().get(ROOT + "search?q=tires"), answer -> answer.says("<mark>"));
    }

    @AfterAll void close() {
        if (visitor != null) visitor.close();
        if (house != null) house.close();
    }

    private static byte[] mbox() {
        var hostile = "<p>Bonjour <b>all</b></p><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"><style>body{display:none}</style><img src=\"http://far.test/bug.png\">"
                + "<img src=\"cid:dot@x\" alt=\"dot\"><a href=\"javascript:alert(1)\">here</a><form action=//far.test><input></form> jane@podunk.test";
        return String.join("", post(1, "Jane Doe <jane@podunk.test>", "[biking:00001] Tires for winter", "", "text/plain; charset=utf-8", "Which tires?\nWrite to jane@podunk.test or see https://example.org/tires?a=1&b=2.\n\n-- \nJane\n"),
                post(2, "=?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <taro@far.test>", "Re: [biking:00001] Tires for winter", "In-Reply-To: <1@x>\n", "text/plain; charset=iso-2022-jp",
                        "> one\n> two\n> three\n> four\n> five\n" + new String("冬の日本語タイヤ".getBytes(Charset.forName("ISO-2022-JP")), StandardCharsets.ISO_8859_1) + "\n"),
                post(3, "Bob <bob@far.test>", "Re: [biking:00001] Tires for winter", "References: <1@x> <2@x>\n", "multipart/mixed; boundary=b",
                        "--b\nContent-Type: text/plain\n\nA map is attached.\n--b\nContent-Type: application/xhtml+xml; name=\"=?utf-8?b?5Zyw5ZuzLmh0bWw=?=\"\nContent-Disposition: attachment\n\n<script>alert(1)</script>\n--b--\n"),
                post(4, "Eve <eve@far.test>", "<script>document.title='owned'</script>\"><img src=x onerror=alert(1)>", "", "multipart/related; boundary=r",
                        "--r\nContent-Type: text/html; charset=utf-8\n\n" + hostile + "\n--r\nContent-Type: image/png\nContent-ID: <dot@x>\nContent-Transfer-Encoding: base64\n\n" + DOT + "\n--r--\n"),
                post(5, "Deep <deep@far.test>", "Deep", "", "multipart/mixed; boundary=b0", nested()),
                post(6, "\"\u0007\" <odd@far.test>", "", "X-Huge: " + "h".repeat(300_000) + "\n", "text/plain; charset=../../etc/passwd", "\u0080\u00ff\u0000\u001b]0;owned\u0007\n")).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String nested() {
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) text.append("--b").append(i).append("\nContent-Type: multipart/mixed; boundary=b").append(i + 1).append("\n\n");
        return text.toString();
    }

    private static String post(int number, String from, String subject, String more, String type, String body) {
        return "From x@y Mon Mar  " + number + " 10:00:00 2009\nFrom: " + from + "\nSubject: " + subject + "\nDate: Mon, " + number + " Mar 2009 10:00:00 +0000\nMessage-ID: <" + number + "@x>\n" + more + "MIME-Version: 1.0\nContent-Type: " + type + "\n\n" + body + "\n";
    }

    @Test void aStrangerReadsIt() {
        visitor.leave();
        for (var path : new String[] {"", "threads", "date", "authors", "2009-03", "thread/1", "1", "2", "3", "4", "5", "6", "search?q=tires", "search?q=%E6%97%A5%E6%9C%AC%E8%AA%9E", "search?q=nothing-at-all"}) {
            visitor.open(ROOT + path);
            assertEquals(200, visitor.status(), path);
            assertFalse(visitor.source().contains("podunk.test") || visitor.source().contains("taro@far.test"), path + " shows an address");
            assertFalse("owned".equals(visitor.script("return document.title")), path);
            visitor.inspect("archive-" + path.replaceAll("[^a-z0-9]+", "-"));
        }
        for (var language : new String[] {"ja", "zh"}) visitor.speak(language).open(ROOT + "3").screenshot("archive-article");
        visitor.speak("en").open(ROOT + "message/2@x");
        assertEquals(ROOT + "2", visitor.path());
        visitor.open(ROOT + "2009-March/000002.html");
        assertEquals(ROOT + "3", visitor.path());
    }

    @Test void whatComesWithAPostRunsNowhere() throws Exception {
        var frame = house.api().anonymous().get(ROOT + "4/html");
        assertTrue(frame.whole().headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'none'; img-src 'self'; sandbox"), frame.whole().headers().toString());
        assertFalse(frame.body().matches("(?s).*(<script|onerror|<style|<form|<input|far\\.test|javascript:|podunk).*"), frame.body());
        var picture = frame.body().replaceAll("(?s).*<img src=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
        var shown = house.api().anonymous().get(picture);
        assertEquals("200 image/png", shown.status() + " " + shown.type());
        var file = house.api().anonymous().get(ROOT + "3/part/2");
        assertEquals("200 application/octet-stream nosniff", file.status() + " " + file.type() + " " + file.whole().headers().firstValue("X-Content-Type-Options").orElse(""));
        assertTrue(file.whole().headers().firstValue("Content-Disposition").orElse("").startsWith("attachment; filename=\"__.html\"; filename*=UTF-8''%E5%9C%B0%E5%9B%B3.html"), file.whole().headers().toString());
        visitor.leave().open(ROOT + "4");
        visitor.find("iframe").getFirst();
        var mbox = house.api().anonymous().get(ROOT + "2009-03.mbox");
        assertTrue(mbox.body().startsWith("From jane@_ Sun Mar  1") && !mbox.body().contains("podunk.test"), () -> mbox.body().substring(0, Math.min(600, mbox.body().length())));
        var feed = house.api().anonymous().get(ROOT + "feed.atom");
        assertTrue(feed.body().contains("<title>Re: Tires for winter</title>") && !feed.body().contains("podunk.test"), feed.body());
        for (var absent : new String[] {"99", "3/part/1", "4/part/1", "4/part/9", "4/part/0", "1/html", "2009-13", "1999-01.mbox", "author/1", "thread/2", "message/none", "no/such/page"}) assertEquals(404, house.api().anonymous().get(ROOT + absent).status(), absent);
    }

    @Test void itsOwnerBringsMoreAndTakesSomeOut() {
        visitor.signIn("postmaster", House.POSTMASTER_PASSWORD).open(ROOT + "import").inspect("archive-import");
        visitor.open(ROOT + "1");
        assertTrue(visitor.text().contains("jane@podunk.test"), "members see addresses");
        visitor.open(ROOT + "6").inspect("archive-owner");
        visitor.find("details.card > summary").getFirst().click();
        visitor.find("details.card button").getFirst().click();
        visitor.visit(ROOT + "6");
        assertEquals(404, visitor.status());
    }
}
