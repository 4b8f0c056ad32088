package org.posthouse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.blackbox.House;

/// Every page that links lead to, from the front page, from Today and from one's own account: each is there, good to look at on a phone and on a desk, in light and dark, and speaks three languages.
@InABrowser @TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageIT {
    private static final int MOST = 150;
    /// Each page in both other languages, not by turns.
    private static final boolean ALL = "all".equals(System.getProperty("posthouse.browser.looks"));

    private House house;
    private Visitor visitor;
    private House.Account person;

    @BeforeAll void open() throws Exception {
        house = Houses.fresh("every-page");
        person = house.account("reader" + Long.toString(System.nanoTime(), 36));
        house.account("other" + Long.toString(System.nanoTime(), 36));
        house.api().post("domains", "{\"name\":\"second.test\"}");
        try (var line = house.dial("smtp")) {                              // so that there is a journey to look at
            line.talk("S: 220 .*\nC: HELO far.test\nS: 250 .*\nC: MAIL FROM:<eve@far.test>\nS: 250 .*\nC: RCPT TO:<" + person.address() + ">\nS: 250 .*\nC: DATA\nS: 354 .*");
            line.send("Subject: Saturday\r\nMessage-ID: <saturday@far.test>\r\n\r\nHello\r\n.\r\n").expect("250 .*");
        }
        visitor = new Visitor(house);
    }

    @AfterAll void close() {
        if (visitor != null) visitor.close();
        if (house != null) house.close();
    }

    @Test void strangersSee() {
        visitor.leave();
        walk("front", List.of("/", "/sign-in", "/lists/link"), "/");
    }

    @Test void postmastersSee() {
        visitor.signIn("postmaster", House.POSTMASTER_PASSWORD);
        walk("admin", List.of("/admin/"), "/admin/");
    }

    @Test void peopleSee() {
        visitor.signIn(person);
        walk("account", List.of("/account/"), "/account/");
    }

    @ParameterizedTest @ValueSource(strings = {"/admin/no-such-page", "/account/no-such-page", "/admin/account/999999999", "/no-such-page"})
    void aPageThatIsNotThereSaysSo(String path) {
        visitor.signIn("postmaster", House.POSTMASTER_PASSWORD).visit(path);
        assertEquals(404, visitor.status());
        assertTrue(visitor.heading().length() > 5, visitor::text);
        visitor.inspect("not-there");
    }

    @ParameterizedTest @ValueSource(strings = {"/admin/", "/admin/accounts", "/admin/log", "/admin/changes", "/admin/services", "/admin/search?q=a", "/admin/journeys"})
    void aPageOfOthersSaysSo(String path) {
        visitor.signIn(person).visit(path);
        assertEquals(403, visitor.status());
        visitor.inspect("not-yours");
    }

    /// Breadth first, one page of each kind.
    private void walk(String name, List<String> from, String within) {
        var ahead = new ArrayDeque<>(from);
        var known = new TreeSet<>(from.stream().map(EveryPageIT::kind).toList());
        var faults = new ArrayList<String>();
        int seen = 0;
        while (!ahead.isEmpty() && seen++ < MOST) {
            var path = ahead.removeFirst();
            try {
                visitor.look(Look.at(Look.DESK)).open(path);
                if (visitor.status() >= 400) throw new AssertionError("a link leads to " + visitor.status());
                visitor.links().stream().filter(l -> l.startsWith(within) && !l.contains("language=") && !l.contains("/export") && !l.startsWith("/assets") && !l.startsWith("/api") && known.add(kind(l))).forEach(ahead::add);
                visitor.inspect(name + kind(path).replaceAll("[/?=&]+", "-").replaceAll("-$", ""));
                for (var language : ALL ? List.of("ja", "zh") : List.of(seen % 2 == 0 ? "ja" : "zh")) {
                    visitor.speak(language).open(path).screenshot(name + kind(path).replaceAll("[/?=&]+", "-").replaceAll("-$", ""));
                    if (!visitor.language().startsWith(language)) throw new AssertionError("does not speak " + language);
                }
            } catch (RuntimeException | AssertionError fault) {
                faults.add(path + ": " + fault.getMessage());
            }
            visitor.speak("en");
        }
        assertEquals(List.of(), faults, () -> "\n" + String.join("\n", faults));
        assertTrue(seen > from.size() - 1, "pages were found");
    }

    /// Without which thing of its kind it is about, and which page of a list it is: one service stands for all.
    private static String kind(String path) { return path.replaceAll("\\?.*", "").replaceAll("^(/(?:admin|account)/[a-z-]+)/.+", "$1/n"); }
}
