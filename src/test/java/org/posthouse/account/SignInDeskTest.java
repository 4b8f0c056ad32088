package org.posthouse.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.SignInDecision.Denied;
import org.posthouse.account.SignInDecision.Granted;
import org.posthouse.security.Apop;

class SignInDeskTest {
    private static final String BANNER = "<1896.697170952@dbc.mtview.ca.us>";
    private final TestHouse house = new TestHouse();
    private final InetAddress office = InetAddress.ofLiteral("192.0.2.7");
    private Account jane;

    @BeforeEach void open() {
        house.setUp.prepare(Optional.of("example.test"), Optional.of("postmaster pass"));
        house.work.run(() -> house.domains.add("second.test", "alias.test"));
        jane = house.open("Jane", "correct horse", "jane@example.test", "j.doe@second.test");
        house.open("Bob", "correct horse", "bob@second.test");
        house.work.run(() -> house.accounts.open(AccountsTest.withLogin(AccountPlan.of("Carol", List.of("carol@example.test")), "cc"), Optional.of(house.hashed("correct horse"))));
        house.open("No password", "unused", "mute@example.test");
        house.work.run(() -> house.accounts.open(AccountPlan.of("Mute", List.of("m@example.test")), Optional.empty()));
    }

    @AfterEach void close() { house.close(); }

    @ParameterizedTest(name = "{0} / {1}: {2}")
    @CsvSource(textBlock = """
            jane,                    correct horse,   jane@example.test
            Jane@Example.test,       correct horse,   jane@example.test
            j.doe@alias.test,        correct horse,   jane@example.test
            j.doe,                   correct horse,   denied
            jane@second.test,        correct horse,   denied
            jane,                    Correct horse,   denied
            jane,                    '',              denied
            bob,                     correct horse,   denied
            bob@second.test,         correct horse,   bob@second.test
            cc,                      correct horse,   carol@example.test
            carol,                   correct horse,   carol@example.test
            cc@example.test,         correct horse,   carol@example.test
            m,                       '',              denied
            postmaster,              postmaster pass, postmaster@example.test
            Postmaster@second.test,  postmaster pass, postmaster@example.test
            postmaster@else.test,    postmaster pass, denied
            abuse,                   postmaster pass, denied
            nobody,                  correct horse,   denied
            """)
    void aSignInNameIsAnyAddressOrTheLogin(String login, String password, String outcome) {
        for (int round = 0; round < 2; round++)
            assertEquals(outcome, house.desk.password(Door.SMTP, office, login, password) instanceof Granted g ? g.address() : "denied");
    }

    @Test void failuresAreAnsweredLaterAndLaterAndAlikeForNobody() {
        for (var name : List.of("jane", "nobody"))
            assertEquals(List.of(1L, 2L, 4L, 8L, 8L), java.util.stream.IntStream.range(0, 5)
                    .mapToObj(i -> ((Denied) house.desk.password(Door.SMTP, InetAddress.ofLiteral("192.0.2." + (name.length() * 10 + i)), name, "wrong")).delay().toSeconds()).toList(), name);
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"), "guesses of others keep nobody out");
        assertEquals(1, ((Denied) house.desk.password(Door.SMTP, office, "jane", "wrong")).delay().toSeconds(), "the owner starts afresh");
    }

    @Test void aNetworkThatGuessesOnIsNotHeardAnyMore() {
        for (int i = 0; i < 200; i++) house.desk.password(Door.SMTP, office, "name" + i, "wrong");
        assertInstanceOf(Denied.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, InetAddress.ofLiteral("192.0.2.8"), "jane", "correct horse"));
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"), "but for whom it knows");
        house.clock.pass(Duration.ofMinutes(10));
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "carol", "correct horse"));
    }

    @Test void lockedMeansNoAtOnceAndUnlockedMeansTheOldPassword() {
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
        var plan = jane.plan();
        change(AccountsTest.locked(plan));
        assertInstanceOf(Denied.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
        change(plan);
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
    }

    @Test void anOldPasswordIsForgottenAtOnce() {
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
        house.work.run(() -> house.accounts.change(house.accounts.find(jane.id()).orElseThrow(), jane.plan(), Optional.of(house.hashed("battery staple"))));
        assertInstanceOf(Denied.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "battery staple"));
    }

    @Test void restrictionsHoldForRememberedPasswordsToo() {
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
        change(AccountsTest.restricted(jane.plan(), "199.17.234.0", "software.com"));
        assertEquals(List.of("199.17.234.0/24", "software.com"), house.work.call(() -> house.accounts.find(jane.id()).orElseThrow().restrictions()));
        assertInstanceOf(Denied.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, InetAddress.ofLiteral("199.17.234.99"), "jane", "correct horse"));
        house.confirmedNames.put("192.0.2.7", "pc.software.com");
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
    }

    @Test void apopIsForThoseWhoAskedForIt() {
        var digest = Apop.digest(BANNER, "correct horse");
        assertInstanceOf(Denied.class, house.desk.apop(Door.POP3, office, "jane", BANNER, digest));
        assertInstanceOf(Denied.class, house.desk.apop(Door.POP3, office, "nobody", BANNER, digest));
        house.work.run(() -> house.accounts.change(house.accounts.find(jane.id()).orElseThrow(), AccountsTest.apop(jane.plan(), true), Optional.of(house.hashed("correct horse"))));
        assertInstanceOf(Granted.class, house.desk.apop(Door.POP3, office, "jane", BANNER, digest));
        assertInstanceOf(Denied.class, house.desk.apop(Door.POP3, office, "jane", "<other>", digest));
        assertInstanceOf(Denied.class, house.desk.apop(Door.POP3, office, "nobody", BANNER, digest));
    }

    @Test void aWarmSignInAsksNothing() {
        house.desk.password(Door.SMTP, office, "jane", "correct horse");
        long before = house.queries;
        for (int i = 0; i < 100; i++) assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
        assertEquals(before, house.queries);
    }

    @Test void theLastSignInIsWrittenByTheTimerAndNotMoreOftenThanItIsExact() {
        house.desk.password(Door.SMTP, office, "jane", "correct horse");
        assertEquals(Optional.empty(), lastSignIn());
        house.notes.write();
        var first = house.clock.now;
        assertEquals(Optional.of(first), lastSignIn());
        house.clock.pass(Duration.ofMinutes(9));
        house.desk.password(Door.SMTP, office, "jane", "correct horse");
        house.notes.write();
        assertEquals(Optional.of(first), lastSignIn());
        house.clock.pass(Duration.ofMinutes(2));
        house.desk.password(Door.SMTP, office, "jane", "correct horse");
        house.notes.write();
        assertEquals(Optional.of(house.clock.now), lastSignIn());
    }

    @Test void aHashAtAnotherCostIsMadeAnewAtTheNextGoodSignIn() {
        var cheap = new org.posthouse.security.Passwords(new org.posthouse.security.Passwords.Cost(32, 1, 1), house.random);
        var old = NewPassword.of(((org.posthouse.security.Password.Prepared.Good) org.posthouse.security.Password.prepare("correct horse")).password(), cheap, house.keys, house.random);
        house.work.run(() -> house.accounts.change(house.accounts.find(jane.id()).orElseThrow(), jane.plan(), Optional.of(old)));
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
        house.notes.write();
        var now = house.work.call(() -> house.accounts.find(jane.id()).orElseThrow().secret(Credential.Kind.PASSWORD).orElseThrow());
        assertNotEquals(old.hash(), now);
        assertTrue(now.startsWith("$argon2id$v=19$m=64,"));
        assertInstanceOf(Granted.class, house.desk.password(Door.SMTP, office, "jane", "correct horse"));
    }

    private Optional<Instant> lastSignIn() { return house.work.call(() -> house.accounts.find(jane.id()).orElseThrow().lastSignIn()); }

    private void change(AccountPlan plan) { house.work.run(() -> house.accounts.change(house.accounts.find(jane.id()).orElseThrow(), plan, Optional.empty())); }
}
