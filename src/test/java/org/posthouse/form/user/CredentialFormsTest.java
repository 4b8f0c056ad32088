package org.posthouse.form.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.Account;
import org.posthouse.account.Door;
import org.posthouse.account.IssuedSecrets;
import org.posthouse.account.SignInDecision;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;
import org.posthouse.form.TestForms;
import org.posthouse.security.TotpCodes;
import org.posthouse.token.TestTokens;
import org.posthouse.token.Tokens;

/// What people do about their password and devices, by form.
class CredentialFormsTest {
    private final TestHouse house = new TestHouse(TestTokens.entities());
    private final Tokens tokens = TestTokens.tokens(house);
    private final InetAddress client = InetAddress.ofLiteral("192.0.2.1");
    private final Own own = new Own();
    private final PasswordFormHandler password = new PasswordFormHandler();
    private final AppPasswordFormHandler appPassword = new AppPasswordFormHandler();
    private final RevokeAppPasswordFormHandler revoke = new RevokeAppPasswordFormHandler();
    private final ApiTokenFormHandler apiToken = new ApiTokenFormHandler();
    private final SecondFactorFormHandler factor = new SecondFactorFormHandler();
    private final SecondFactorOffFormHandler factorOff = new SecondFactorOffFormHandler();
    private final OwnRestrictionsFormHandler restrictions = new OwnRestrictionsFormHandler();
    private Account jane, bob;
    private Subject she, he;

    @BeforeEach void open() {
        own.whose = factorOff.whose = new Whose();
        own.whose.accounts = password.accounts = restrictions.accounts = house.accounts;
        own.password = house.ownPassword;
        password.own = appPassword.own = apiToken.own = factor.own = factorOff.own = restrictions.own = own;
        password.passwords = house.chosenPasswords;
        appPassword.secrets = revoke.secrets = apiToken.secrets = house.secrets;
        apiToken.clock = house.clock;
        factor.factors = factorOff.factors = house.secondFactors;
        factor.tokens = tokens;
        factor.settings = house.settings;
        restrictions.names = _ -> Set.of();
        house.work.run(() -> house.domains.add("podunk.test"));
        jane = house.open("Janie Lee", "secret-123", "jane@podunk.test");
        bob = house.open("Bob", "secret-123", "bob@podunk.test");
        she = TestForms.subject(jane);
        he = TestForms.subject(bob);
    }

    @AfterEach void close() { house.close(); }

    private boolean opens(Door door, String with) { return house.desk.password(door, client, "jane@podunk.test", with) instanceof SignInDecision.Granted; }

    private String fault(Runnable work) {
        var fault = assertThrows(Rejected.class, work::run).faults().getFirst();
        return fault.field() + ": " + fault.message();
    }

    private void change(String now, String wanted, String again) { TestForms.apply(house, password, she, Key.NONE, new PasswordForm(new Secret(now), new Secret(wanted), new Secret(again))); }

    @Test void aPasswordIsChangedByWhoKnowsTheOldOne() {
        assertEquals("current: your own password is needed for this", fault(() -> change("", "another-one", "another-one")));
        assertEquals("current: is not your password", fault(() -> change("wrong", "another-one", "another-one")));
        assertEquals("again: is not the same as above", fault(() -> change("secret-123", "another-one", "another-two")));
        assertEquals("password: must have at least 8 characters", fault(() -> change("secret-123", "short", "short")));
        assertTrue(opens(Door.WEB, "secret-123"));
        change("secret-123", "another-one", "another-one");
        assertFalse(opens(Door.WEB, "secret-123"));
        assertTrue(opens(Door.WEB, "another-one"));
    }

    @Test void theHousesRuleHoldsForTheNextPassword() {
        house.work.run(() -> house.settings.change(java.util.Map.of("password.minimum", Optional.of("12")), Optional.empty()));
        assertEquals("password: must have at least 12 characters", fault(() -> change("secret-123", "another-one", "another-one")));
    }

    @Test void nobodyChangesThatOfOthersHere() {
        for (var handler : List.of(password, factor, restrictions)) {
            assertThrows(Forbidden.class, () -> TestForms.load(house, handler, he, Key.of(jane.id())));
            assertThrows(Forbidden.class, () -> TestForms.load(house, handler, TestForms.postmaster(), Key.of(jane.id())));
            assertFalse(house.work.call(() -> handler.offered(TestForms.postmaster(), Key.of(jane.id()))));
        }
    }

    @Test void anAppPasswordIsMadeShownOnceAndTakenBack() {
        var made = TestForms.apply(house, appPassword, she, Key.NONE, new AppPasswordForm("Phone"));
        assertTrue(opens(Door.POP3, made.reveal().orElseThrow()));
        assertThrows(Rejected.class, () -> TestForms.load(house, revoke, he, made.key()), "not somebody else's");
        assertEquals("Phone", TestForms.load(house, revoke, she, made.key()).form().name());
        TestForms.apply(house, revoke, she, made.key(), new RevokeAppPasswordForm("", ""));
        assertFalse(opens(Door.POP3, made.reveal().orElseThrow()));
    }

    @Test void aTokenEndsWhenItWasSaidTo() {
        var made = TestForms.apply(house, apiToken, she, Key.NONE, new ApiTokenForm("Script", ApiTokenForm.Life.MONTH));
        assertInstanceOf(SignInDecision.Granted.class, house.desk.token(client, made.reveal().orElseThrow()));
        house.clock.pass(Duration.ofDays(30));
        assertInstanceOf(SignInDecision.Denied.class, house.desk.token(client, made.reveal().orElseThrow()));
        var endless = TestForms.apply(house, apiToken, she, Key.NONE, new ApiTokenForm("Script", ApiTokenForm.Life.ENDLESS));
        assertEquals(Optional.empty(), house.work.call(() -> house.secrets.find(jane.id(), IssuedSecrets.Kind.API_TOKEN, endless.key().id())).orElseThrow().expires());
    }

    @Test void aSecondFactorIsSetUpWithACodeAndTurnedOffWithThePassword() {
        var shown = TestForms.load(house, factor, she, Key.NONE).form();
        var secret = shown.secret().replace(" ", "");
        assertEquals("otpauth://totp/Posthouse:jane%40podunk.test?secret=" + secret + "&issuer=Posthouse", shown.uri());
        var there = house.work.call(() -> tokens.issue(jane.id(), client, ""));
        assertEquals("code: is not the code that the app shows now", fault(() -> TestForms.apply(house, factor, she, Key.NONE, new SecondFactorForm("", "", "000000", new Secret("secret-123")))));
        assertEquals("current: is not your password", fault(() -> TestForms.apply(house, factor, she, Key.NONE, new SecondFactorForm("", "", TotpCodes.at(secret, house.clock.instant()), new Secret("wrong")))));
        assertFalse(house.work.call(() -> factorOff.offered(she, Key.NONE)));
        var done = TestForms.apply(house, factor, she, Key.NONE, new SecondFactorForm("", "", TotpCodes.at(secret, house.clock.instant()), new Secret("secret-123")));
        assertEquals(10, done.reveal().orElseThrow().lines().count());
        assertEquals(Optional.empty(), tokens.find(there, client), "who came with the password alone has to come again");
        assertInstanceOf(SignInDecision.Half.class, house.desk.password(Door.WEB, client, "jane@podunk.test", "secret-123"));

        assertThrows(Forbidden.class, () -> TestForms.load(house, factorOff, he, Key.of(jane.id())));
        TestForms.apply(house, factorOff, she, Key.NONE, new SecondFactorOffForm(new Secret("secret-123")));
        assertTrue(opens(Door.WEB, "secret-123"));
    }

    @Test void whoWouldShutThemselvesOutIsWarned() {
        assertEquals(List.of(), TestForms.effects(house, restrictions, "own-restrictions", she, Key.NONE, new OwnRestrictionsForm(List.of("192.0.2.0/24"))));
        assertEquals(1, TestForms.effects(house, restrictions, "own-restrictions", she, Key.NONE, new OwnRestrictionsForm(List.of("198.51.100.0/24"))).size());
        TestForms.apply(house, restrictions, she, Key.NONE, new OwnRestrictionsForm(List.of("198.51.100.0/24")));
        assertFalse(opens(Door.WEB, "secret-123"));
        assertThrows(Rejected.class, () -> TestForms.apply(house, restrictions, she, Key.NONE, new OwnRestrictionsForm(List.of("no network"))));
    }
}
