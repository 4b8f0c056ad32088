package org.posthouse.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /// RFC 6238 Appendix B, and its last six digits.
    @ParameterizedTest
    @CsvSource({"59, 94287082", "1111111109, 07081804", "1111111111, 14050471", "1234567890, 89005924", "2000000000, 69279037", "20000000000, 65353130"})
    void theVectorsOfTheRfcHold(long seconds, String code) {
        assertEquals(code, Totp.code(SECRET, seconds / 30, 8));
        assertEquals(OptionalLong.of(seconds / 30), Totp.matching(SECRET, code.substring(2), Instant.ofEpochSecond(seconds), 0));
    }

    @ParameterizedTest(name = "{0} s, {1} used: {2}")
    @CsvSource(textBlock = """
            1111111109, 0,        true
            1111111079, 0,        true
            1111111139, 0,        true
            1111111049, 0,        false
            1111111169, 0,        false
            1111111109, 37037036, false
            1111111109, 37037035, true
            """)
    void aCodeIsGoodAStepEarlyOrLateAndOnce(long now, long used, boolean good) { assertEquals(good, Totp.matching(SECRET, " 081 804 ", Instant.ofEpochSecond(now), used).isPresent()); }

    @ParameterizedTest
    @CsvSource({"''", "08180", "0818040", "08180a", "x"})
    void whatIsNoCodeIsRefused(String typed) { assertEquals(OptionalLong.empty(), Totp.matching(SECRET, typed, Instant.ofEpochSecond(1111111109), 0)); }

    /// RFC 4648 §10, without the padding that apps do not want.
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void secretsAreWrittenInBase32(String octets, String base32) {
        assertEquals(base32, Totp.base32(octets.getBytes(StandardCharsets.US_ASCII)));
        assertArrayEquals(octets.getBytes(StandardCharsets.US_ASCII), Totp.octets(base32));
    }

    @Test void aSecretHas160Bits() { assertEquals(32, Totp.base32(Totp.secret(new SecureRandom())).length()); }
}
