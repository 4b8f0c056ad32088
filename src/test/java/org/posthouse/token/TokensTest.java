package org.posthouse.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.Account;
import org.posthouse.account.AccountClosed;
import org.posthouse.account.AccountClosed.Why;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;

class TokensTest {
    private final TestHouse house = new TestHouse(TestTokens.entities());
    private final Tokens tokens = TestTokens.tokens(house);
    private final WebAccess access = TestTokens.access(house);
    private final InetAddress office = InetAddress.ofLiteral("192.0.2.7");
    private Account jane;

    @BeforeEach void open() {
        house.work.run(() -> house.domains.add("example.test"));
        jane = house.open("Jane", "correct horse", "jane@example.test");
    }

    @AfterEach void close() { house.close(); }

    private String issue() { return house.work.call(() -> tokens.issue(jane.id(), office, "Browser/1.0\r\n x")); }

    private boolean good(String secret) { return good(secret, office); }

    private boolean good(String secret, InetAddress from) {
        var held = tokens.find(secret, from);
        held.filter(Tokens.Held::worn).ifPresent(h -> house.work.run(() -> tokens.touch(h.id(), from)));
        return held.filter(h -> h.account() == jane.id()).isPresent();
    }

    private void set(String name, String value) { house.work.run(() -> house.settings.change(Map.of(name, Optional.of(value)), Optional.empty())); }

    @Test void aTokenLivesWhileItIsUsed() {
        var secret = issue();
        for (int minutes = 0; minutes < 60; minutes += 4) {
            assertTrue(good(secret), minutes + " min");
            house.clock.pass(Duration.ofMinutes(4));
        }
        house.clock.pass(Duration.ofMinutes(1).plusSeconds(31));
        assertFalse(good(secret));
    }

    @Test void nobodyIsSentAwayEarlierThanTheSettingSays() {
        var secret = issue();
        house.clock.pass(Duration.ofSeconds(29));
        assertTrue(good(secret));                                        // too soon to be written down
        house.clock.pass(Duration.ofSeconds(299));
        assertTrue(good(secret));
    }

    @Test void notLongerThanTwelveHoursInAll() {
        var secret = issue();
        for (int i = 0; i < 12 * 60 / 4; i++) {
            assertTrue(good(secret));
            house.clock.pass(Duration.ofMinutes(4));
        }
        assertFalse(good(secret));
    }

    @Test void theSettingHoldsForTokensThatAreOutAlready() {
        var secret = issue();
        set("web.token-seconds", "600");
        house.clock.pass(Duration.ofMinutes(9));
        assertTrue(good(secret));
        set("web.token-seconds", "60");
        house.clock.pass(Duration.ofMinutes(2));
        assertFalse(good(secret));
    }

    @Test void anotherNetworkMustSignInAgain() {
        var secret = issue();
        var other = InetAddress.ofLiteral("192.0.2.8");
        assertFalse(good(secret, other));
        assertTrue(good(secret));
        set("web.token-bound", "false");
        assertTrue(good(secret, other));
        var six = house.work.call(() -> tokens.issue(jane.id(), InetAddress.ofLiteral("2001:db8:1:2::1"), ""));
        set("web.token-bound", "true");
        house.clock.pass(Duration.ofSeconds(2));
        assertTrue(good(six, InetAddress.ofLiteral("2001:db8:1:2:ffff::9")), "the same /64");
        assertFalse(good(six, InetAddress.ofLiteral("2001:db8:1:3::1")));
    }

    @Test void whatIsNobodysOpensNothing() {
        var secret = issue();
        for (var wrong : List.of("", "x", secret + "x", secret.substring(1), "x".repeat(10_000))) assertFalse(good(wrong), wrong);
        assertEquals(Optional.of(jane.id()), Tokens.owner(secret));
        assertEquals(Optional.empty(), Tokens.owner("x"));
    }

    @Test void whatClosesAnAccountEndsItsTokensInTheSameTransaction() {
        for (var why : Why.values()) {
            var here = issue();
            var there = issue();
            long own = tokens.find(here, office).orElseThrow().id();
            ScopedValue.where(Tokens.CURRENT, own).run(() -> house.work.run(() -> tokens.closed(new AccountClosed(jane.id(), why))));
            boolean keepsOwn = !List.of(Why.LOCKED, Why.DELETED, Why.DEMOTED).contains(why);
            assertEquals(keepsOwn, good(here), why + " here");
            assertEquals(why == Why.CREDENTIAL, good(there), why + " elsewhere");
            house.work.run(() -> tokens.endAll(jane.id()));
        }
        var secret = issue();
        house.work.run(() -> tokens.closed(new AccountClosed(jane.id() + 1, Why.LOCKED)));
        assertTrue(good(secret), "of another account");
    }

    @Test void peopleSeeTheirBrowsersAndEndThem() {
        var here = issue();
        house.clock.pass(Duration.ofMinutes(1));
        var there = house.work.call(() -> tokens.issue(jane.id(), InetAddress.ofLiteral("2001:db8::1"), "Other"));
        long own = tokens.find(here, office).orElseThrow().id();
        var seen = ScopedValue.where(Tokens.CURRENT, own).call(() -> house.work.call(() -> tokens.of(jane.id())));
        assertEquals(List.of("2001:db8:0:0:0:0:0:1 Other false", "192.0.2.7 Browser/1.0 x true"), seen.stream().map(s -> s.client() + " " + s.agent() + " " + s.current()).toList());
        house.work.run(() -> tokens.endAll(jane.id()));
        assertFalse(good(here));
        assertFalse(good(there, InetAddress.ofLiteral("2001:db8::1")));
    }

    @Test void rowsOfEndedTokensAreSwept() {
        issue();
        house.clock.pass(Duration.ofMinutes(3));
        var young = issue();
        house.clock.pass(Duration.ofMinutes(3));
        house.work.run(tokens::sweep);
        assertEquals(1, house.work.call(() -> tokens.of(jane.id())).size());
        assertTrue(good(young));
        house.work.run(() -> house.accounts.delete(house.accounts.find(jane.id()).orElseThrow()));
        assertFalse(good(young), "gone with the account");
    }

    @Test void theWebIsOpenToWhoIsListedAndToTheMachineItself() {
        assertTrue(access.admits(office), "no list");
        house.work.run(() -> access.set("networks", List.of("198.51.100.0/24", "199.17.234.0", "2001:db8::/32")));
        assertEquals(List.of("198.51.100.0/24", "199.17.234.0/24", "2001:db8:0:0:0:0:0:0/32"), house.work.call(access::networks));
        assertFalse(access.admits(office));
        for (var in : List.of("198.51.100.200", "199.17.234.9", "2001:db8:5::1", "127.0.0.1", "::1")) assertTrue(access.admits(InetAddress.ofLiteral(in)), in);
        var bad = assertThrows(Rejected.class, () -> house.work.run(() -> access.set("networks", List.of("198.51.100.0/24", "example.test", "300.1.1.1"))));
        assertEquals(List.of("networks", "networks"), bad.faults().stream().map(Rejected.Fault::field).toList());
        house.work.run(() -> access.set("networks", List.of()));
        assertTrue(access.admits(office));
    }
}
