package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = { "a@b.example,a@b.example", "two words,\"two words\"", "a=b,\"a=b\"", "q\"q,q\\\"q", "``,-", "用户,用户" })
    void isOneToken(String said, String logged) { assertEquals(logged, Peer.text(said)); }

    @Test void cannotForgeALine() { assertEquals("a\\u000d\\u000ab\\u001b\\u202e", Peer.text("a\r\nb\u001b\u202e")); }

    @Test void isCut() { assertTrue(Peer.text("\0".repeat(100_000)).length() < 220); }
}
