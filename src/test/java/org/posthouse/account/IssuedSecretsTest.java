package org.posthouse.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.IssuedSecrets.Kind;
import org.posthouse.account.SignInDecision.Denied;
import org.posthouse.account.SignInDecision.Granted;
import org.posthouse.account.SignInDecision.Half;
import org.posthouse.domain.Rejected;
import org.posthouse.security.TotpCodes;

/// App passwords, tokens, second factors, and what each opens.
class IssuedSecretsTest {
    private final TestHouse house = new TestHouse();
    private final InetAddress office = InetAddress.ofLiteral("192.0.2.7");
    private Account jane;

    @BeforeEach void open() {
        house.setUp.prepare(Optional.of("example.test"), Optional.of("postmaster pass"));
        jane = house.open("Jane", "correct horse", "jane@example.test");
        house.open("Bob", "correct horse", "bob@example.test");
    }

    @AfterEach void close() { house.close(); }

    private IssuedSecrets.Fresh issue(Kind kind, String name) { return house.work.call(() -> house.secrets.issue(account(), kind, name, Optional.empty())); }

    private Account account() { return house.accounts.find(jane.id()).orElseThrow(); }

    private String at(Door door, String password) { return house.desk.password(door, office, "jane", password).getClass().getSimpleName(); }

    @Test void anAppPasswordOpensMailAndNothingElse() {
        var phone = issue(Kind.APP_PASSWORD, "phone");
        assertTrue(phone.secret().matches("[a-z]{4}(-[a-z]{4}){3}"), phone.secret());
        for (var door : List.of(Door.SMTP, Door.SUBMISSION, Door.SUBMISSIONS, Door.POP3, Door.POP3S)) assertEquals("Granted", at(door, phone.secret()), door.name());
        assertEquals("Granted", at(Door.POP3, phone.secret().toUpperCase().replace("-", " ")), "spelling does not matter");
        for (var door : List.of(Door.WEB, Door.API)) assertEquals("Denied", at(door, phone.secret()), door.name());
        assertInstanceOf(Denied.class, house.desk.password(Door.POP3, office, "bob", phone.secret()), "of another account");
        assertInstanceOf(Denied.class, house.desk.token(office, phone.secret()));
        assertEquals("Granted", at(Door.POP3, "correct horse"), "the password still does");
        house.notes.write();
        assertEquals(List.of(Optional.of(house.clock.now)), house.work.call(() -> house.secrets.of(jane.id())).stream().map(IssuedSecrets.Issued::lastUsed).toList());
    }

    @Test void whatWasTakenBackOpensNothingAndEndsSessions() {
        var phone = issue(Kind.APP_PASSWORD, "phone");
        var tablet = issue(Kind.APP_PASSWORD, "tablet");
        assertEquals("Granted", at(Door.POP3, phone.secret()));
        house.events.clear();
        house.work.run(() -> house.secrets.revoke(jane.id(), phone.id()));
        assertEquals(List.of(new AccountClosed(jane.id(), AccountClosed.Why.CREDENTIAL)), house.events);
        assertEquals("Denied", at(Door.POP3, phone.secret()));
        assertEquals("Granted", at(Door.POP3, tablet.secret()));
        house.work.run(() -> house.secrets.revoke(-1, tablet.id()));
        assertEquals("Granted", at(Door.POP3, tablet.secret()), "not by another account");
        assertEquals(1, house.work.call(() -> house.secrets.revokeAll(jane.id())));
        assertEquals("Denied", at(Door.POP3, tablet.secret()));
    }

    @Test void aTokenOpensTheApiUntilItEnds() {
        var script = house.work.call(() -> house.secrets.issue(account(), Kind.API_TOKEN, "script", Optional.of(house.clock.now.plus(Duration.ofDays(1)))));
        assertEquals(jane.id(), assertInstanceOf(Granted.class, house.desk.token(office, script.secret())).account());
        assertEquals("Denied", at(Door.POP3, script.secret()));
        var forged = script.secret().substring(0, script.secret().length() - 1) + (script.secret().endsWith("A") ? "B" : "A");
        for (var wrong : List.of("", "pht_", "pht__", forged, "pht_zzzzzzzzzzzzz_" + "x".repeat(43), "x".repeat(5000))) assertInstanceOf(Denied.class, house.desk.token(office, wrong), wrong);
        house.work.run(() -> house.accounts.change(account(), AccountsTest.locked(jane.plan()), Optional.empty()));
        assertInstanceOf(Denied.class, house.desk.token(office, script.secret()), "locked");
        house.work.run(() -> house.accounts.change(account(), jane.plan(), Optional.empty()));
        assertInstanceOf(Granted.class, house.desk.token(office, script.secret()));
        house.clock.pass(Duration.ofDays(1));
        assertInstanceOf(Denied.class, house.desk.token(office, script.secret()), "ended");
    }

    @Test void fiftyAreEnough() {
        for (int i = 0; i < 50; i++) issue(Kind.APP_PASSWORD, "number " + i);
        assertThrows(Rejected.class, () -> issue(Kind.APP_PASSWORD, "one more"));
        issue(Kind.API_TOKEN, "another kind");
    }

    @Test void aSecondFactorIsAskedForOnTheWebAndShutsThePasswordOutElsewhere() {
        var phone = issue(Kind.APP_PASSWORD, "phone");
        assertEquals("Granted", at(Door.POP3, "correct horse"));
        var secret = house.work.call(() -> house.secondFactors.offer(account()));
        assertEquals(secret, house.work.call(() -> house.secondFactors.offer(account())), "the same until it is enrolled");
        assertEquals("Granted", at(Door.POP3, "correct horse"), "offered is not enrolled");
        assertThrows(Rejected.class, () -> house.work.run(() -> house.secondFactors.enrol(account(), "000000")));
        var paper = house.work.call(() -> house.secondFactors.enrol(account(), code(secret)));
        assertEquals(10, paper.stream().distinct().count());
        assertInstanceOf(Half.class, house.desk.password(Door.WEB, office, "jane", "correct horse"));
        assertInstanceOf(Granted.class, house.desk.confirm(office, jane.id(), "correct horse"));
        assertInstanceOf(Denied.class, house.desk.confirm(office, jane.id(), "wrong"));
        for (var door : List.of(Door.POP3, Door.SMTP, Door.API)) assertEquals("Denied", at(door, "correct horse"), door.name());
        assertEquals("Granted", at(Door.POP3, phone.secret()));

        assertFalse(passes(code(secret)), "the code that enrolled is used");
        house.clock.pass(Duration.ofSeconds(30));
        assertTrue(passes(code(secret)));
        assertFalse(passes(code(secret)), "once");
        assertTrue(passes(paper.get(3).toUpperCase().replace("-", "")));
        assertFalse(passes(paper.get(3)), "once");
        assertEquals(9, house.work.call(() -> house.secondFactors.recoveryCodes(jane.id())));

        house.work.run(() -> house.secondFactors.off(jane.id()));
        assertInstanceOf(Granted.class, house.desk.password(Door.WEB, office, "jane", "correct horse"));
        assertFalse(passes(paper.get(4)));
    }

    @Test void tenWrongCodesCloseTheSecondFactorForAWhile() {
        var secret = house.work.call(() -> house.secondFactors.offer(account()));
        house.work.run(() -> house.secondFactors.enrol(account(), code(secret)));
        for (int i = 0; i < 10; i++) assertFalse(passes("12345"));
        house.clock.pass(Duration.ofMinutes(14));
        assertFalse(passes(code(secret)));
        house.clock.pass(Duration.ofMinutes(2));
        assertTrue(passes(code(secret)));
    }

    private boolean passes(String code) { return house.work.call(() -> house.secondFactors.passes(jane.id(), code)); }

    private String code(String secret) { return TotpCodes.at(secret, house.clock.now); }

    @Test void theOwnerSeesWhoCameAndWhoTried() {
        at(Door.WEB, "correct horse");
        house.clock.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) at(Door.POP3, "wrong");
        assertEquals(List.of("POP3 false 3", "WEB true 1"), recent());
        house.notes.write();
        assertEquals(List.of("POP3 false 3", "WEB true 1"), recent(), "as in memory, so in the table");
        house.clock.pass(Duration.ofMinutes(20));
        at(Door.POP3, "wrong");
        assertEquals(List.of("POP3 false 4", "WEB true 1"), recent());
        house.notes.write();
        house.clock.pass(Duration.ofHours(2));
        at(Door.POP3, "wrong");
        house.notes.write();
        assertEquals(List.of("POP3 false 1", "POP3 false 4", "WEB true 1"), recent());
        house.clock.pass(Duration.ofDays(91));
        house.notes.sweep();
        assertEquals(List.of(), recent());
    }

    @Test void theLogOfSignInsStaysSmall() {
        for (int i = 0; i < 300; i++) {
            house.desk.password(Door.POP3, InetAddress.ofLiteral("198.51.100." + i % 250), "jane", "wrong");
            house.clock.pass(Duration.ofMinutes(30));
            house.notes.write();
        }
        assertEquals(200, house.work.call(() -> house.log.recent(jane.id(), 1000)).size());
    }

    private List<String> recent() { return house.work.call(() -> house.log.recent(jane.id(), 50)).stream().map(e -> e.door() + " " + e.granted() + " " + e.times()).toList(); }
}
