package org.posthouse.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.security.Password.Prepared;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new Passwords.Cost(64, 2, 1), new SecureRandom());

    static Password password(String text) { return ((Prepared.Good) Password.prepare(text)).password(); }

    @Test void argon2idGivesTheTagOfRfc9106() {                            // RFC 9106 §5.3
        var tag = Passwords.argon2id(filled(32, 1), filled(16, 2), filled(8, 3), filled(12, 4), new Passwords.Cost(32, 3, 4), 32);
        assertEquals("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659", HexFormat.of().formatHex(tag));
    }

    @Test void aHashIsOfOnePassword() {
        var hash = passwords.hash(password("correct horse"));
        assertTrue(hash.matches("\\$argon2id\\$v=19\\$m=64,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), hash);
        assertTrue(passwords.verify(hash, password("correct horse")));
        assertFalse(passwords.verify(hash, password("Correct horse")));
        assertNotEquals(hash, passwords.hash(password("correct horse")), "salted");
    }

    @Test void theDefaultCostIsWhatOwaspAsksFor() {
        var hash = new Passwords(Passwords.Cost.DEFAULT, new SecureRandom()).hash(password("correct horse"));
        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
        assertTrue(passwords.verify(hash, password("correct horse")), "the cost is the hash's own");
        assertTrue(passwords.stale(hash));
        assertFalse(passwords.stale(passwords.hash(password("correct horse"))));
    }

    @ParameterizedTest @ValueSource(strings = {"", "secret", "$argon2id$v=19$m=0,t=0,p=0$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=9999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2i$v=19$m=64,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoHashOfOursMatchesNothing(String stored) {
        assertFalse(passwords.verify(stored, password("secret")));
        assertTrue(passwords.stale(stored));
    }

    @Test void nobodysHashCostsTheSameAndMatchesNothing() {
        assertFalse(passwords.stale(passwords.nobody()));
        assertFalse(passwords.verify(passwords.nobody(), password("correct horse")));
    }

    @ParameterizedTest(name = "{0} prepares as {1}") @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
            "plain,plain", " two  words , two  words ", "a\u00a0b,a b", "a\u3000b,a b", "e\u0301,\u00e9", "\u212b,\u00c5", "\uff21,\uff21", "Stra\u00dfe,Stra\u00dfe"})
    void aPasswordIsPreparedByTheOpaqueStringProfile(String typed, String prepared) {             // RFC 8265 §4.2.2
        assertEquals(prepared, new String(password(typed).octets(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest @ValueSource(strings = {"", "a\u0000b", "tab\there", "line\n", "\ud800", "\uffff", "\ue000"})
    void theProfileRefusesWhatCannotBeTyped(String typed) { assertInstanceOf(Prepared.Bad.class, Password.prepare(typed)); }

    @Test void aNewPasswordHasALengthBetweenTheFloorAndTheCeiling() {
        assertInstanceOf(Prepared.Bad.class, Password.choose("1234567", 8));
        assertInstanceOf(Prepared.Good.class, Password.choose("12345678", 8));
        assertInstanceOf(Prepared.Bad.class, Password.choose("12345", 1), "six is the floor");
        assertInstanceOf(Prepared.Good.class, Password.choose("123456", 1));
        assertInstanceOf(Prepared.Good.class, Password.choose("\ud83d\ude00".repeat(6), 6), "characters, not octets");
        assertInstanceOf(Prepared.Good.class, Password.choose("x".repeat(1024), 8));
        assertInstanceOf(Prepared.Bad.class, Password.choose("x".repeat(1025), 8));
        assertInstanceOf(Prepared.Bad.class, Password.choose("\u00e9".repeat(513), 8));
    }

    @Test void nothingShowsAPassword() { assertFalse(password("correct horse").toString().contains("horse")); }

    @Test void scramGivesTheExchangeOfRfc7677() {                          // RFC 7677 §3
        var verifier = ScramVerifier.of(password("pencil"), Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
        var auth = "n=user,r=rOprNGfwEbeRWgbNEkqO,"
                + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        var proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertTrue(verifier.proves(auth, proof));
        assertEquals("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", Base64.getEncoder().encodeToString(verifier.signature(auth)));
        proof[0] ^= 1;
        assertFalse(verifier.proves(auth, proof));
        assertFalse(verifier.proves(auth, new byte[0]));
    }

    @Test void aVerifierIsKeptInTheFormOfRfc5803() {
        var verifier = ScramVerifier.of(password("correct horse"), new SecureRandom());
        assertTrue(verifier.text().matches("SCRAM-SHA-256\\$15000:[A-Za-z0-9+/]{22}==\\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}="), verifier.text());
        assertEquals(verifier, ScramVerifier.parse(verifier.text()).orElseThrow());
        for (var bad : new String[] {"", "SCRAM-SHA-1$4096:AAAA$x:y", verifier.text() + "x", verifier.text().replace("15000", "0100")})
            assertTrue(ScramVerifier.parse(bad).isEmpty(), bad);
    }

    @Test void apopGivesTheDigestOfRfc1939() {                             // RFC 1939 §7
        var banner = "<1896.697170952@dbc.mtview.ca.us>";
        assertEquals("c4c9334bac560ecc979e58001b3e22fb", Apop.digest(banner, "tanstaaf"));
        assertTrue(Apop.matches(banner, "tanstaaf", "c4c9334bac560ecc979e58001b3e22fb"));
        assertFalse(Apop.matches(banner, "tanstaaf", "c4c9334bac560ecc979e58001b3e22fc"));
        assertFalse(Apop.matches(banner, "tanstaaf", ""));
    }

    private static byte[] filled(int length, int with) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }
}
