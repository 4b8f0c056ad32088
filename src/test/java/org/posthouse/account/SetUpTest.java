package org.posthouse.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.SetUp.Outcome;
import org.posthouse.account.SignInDecision.Granted;
import org.posthouse.domain.Rejected;

class SetUpTest {
    private final TestHouse house = new TestHouse();
    private final InetAddress here = InetAddress.getLoopbackAddress();

    @AfterEach void close() { house.close(); }

    @Test void aHouseWithoutSettingsShowsACodeThatWorksOnce() {
        var code = house.setUp.prepare(Optional.empty(), Optional.empty()).orElseThrow();
        assertTrue(code.matches("([A-Z2-9]{4}-){2}[A-Z2-9]{4}"), code);
        assertInstanceOf(Outcome.WrongCode.class, house.setUp.complete(here, "AAAA-AAAA-AAAA", Optional.of("example.test"), "correct horse"));
        assertThrows(Rejected.class, () -> house.setUp.complete(here, code, Optional.of("example.test"), "short"));
        assertThrows(Rejected.class, () -> house.setUp.complete(here, code, Optional.of("not a domain"), "correct horse"));
        assertEquals(new Outcome.Done(), house.setUp.complete(here, code.toLowerCase(Locale.ROOT).replace('-', ' '), Optional.of("example.test"), "correct horse"));
        assertEquals(new Outcome.NotNeeded(), house.setUp.complete(here, code, Optional.of("other.test"), "correct horse"));
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, here, "postmaster", "correct horse"));
        assertEquals("example.test", house.domains.domains.local().first().orElseThrow().name());
        assertEquals(Optional.empty(), house.setUp.prepare(Optional.empty(), Optional.empty()), "and none is shown any more");
    }

    @Test void eachStartShowsANewCode() {
        var first = house.setUp.prepare(Optional.empty(), Optional.empty()).orElseThrow();
        var second = house.setUp.prepare(Optional.empty(), Optional.empty()).orElseThrow();
        assertNotEquals(first, second);
        assertInstanceOf(Outcome.WrongCode.class, house.setUp.complete(here, first, Optional.empty(), "correct horse"));
        assertInstanceOf(Outcome.Done.class, house.setUp.complete(here, second, Optional.empty(), "correct horse"));
    }

    @Test void thePasswordSettingIsTheWayBackIn() {
        assertEquals(Optional.empty(), house.setUp.prepare(Optional.of("example.test"), Optional.of("first password")));
        var postmaster = house.work.call(() -> house.accounts.find("postmaster").orElseThrow());
        assertEquals(Role.POSTMASTER, postmaster.role());
        house.work.run(() -> {
            var account = house.accounts.find(postmaster.id()).orElseThrow();
            house.accounts.change(account, AccountsTest.restricted(account.plan(), "192.0.2.1"), Optional.of(house.hashed("changed since")));
        });
        assertFalse(house.desk.password(Door.SMTP, here, "postmaster", "changed since") instanceof Granted, "locked out");
        house.setUp.prepare(Optional.of("example.test"), Optional.of("first password"));
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, here, "postmaster", "first password"));
    }

    @Test void aCodeFromTheConsoleIsGoodForAQuarterOfAnHourAndLetsInWhoLostThePhoneToo() throws Exception {
        house.setUp.prepare(Optional.of("example.test"), Optional.of("first password"));
        var postmaster = house.work.call(() -> house.accounts.find("postmaster").orElseThrow().id());
        var secret = house.work.call(() -> house.secondFactors.offer(house.accounts.find(postmaster).orElseThrow()));
        house.work.run(() -> house.secondFactors.enrol(house.accounts.find(postmaster).orElseThrow(), org.posthouse.security.TotpCodes.at(secret, house.clock.now)));
        var hash = java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest("ABCDEFGH2345".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertFalse(house.setUp.isOpen());
        house.setUp.reopen(hash);
        assertTrue(house.setUp.isOpen());
        house.clock.pass(SetUp.REOPENED_FOR);
        assertFalse(house.setUp.isOpen());
        assertEquals(new Outcome.NotNeeded(), house.setUp.complete(here, "ABCD-EFGH-2345", Optional.empty(), "second password"));
        house.setUp.reopen(hash);
        assertEquals(Optional.empty(), house.setUp.prepare(Optional.empty(), Optional.empty()), "a start in between");
        assertEquals(new Outcome.Done(), house.setUp.complete(here, "abcd efgh 2345", Optional.empty(), "second password"));
        assertFalse(house.setUp.isOpen());
        assertInstanceOf(Granted.class, house.desk.password(Door.WEB, here, "postmaster", "second password"));
    }

    @Test void aSecondStartWithTheSameSettingsChangesNothing() {
        house.setUp.prepare(Optional.of("example.test"), Optional.of("first password"));
        house.events.clear();
        house.setUp.prepare(Optional.of("ignored.test"), Optional.of("first password"));
        assertEquals(0, house.events.size());
        assertEquals(1, house.domains.domains.local().all().size());
    }

    @Test void aBadSettingIsNamed() {
        assertEquals("posthouse.domain", assertThrows(Rejected.class, () -> house.setUp.prepare(Optional.of("a b"), Optional.empty())).faults().getFirst().field());
        assertEquals("posthouse.postmaster.password", assertThrows(Rejected.class, () -> house.setUp.prepare(Optional.empty(), Optional.of("x"))).faults().getFirst().field());
    }
}
