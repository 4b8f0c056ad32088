package org.posthouse.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeadingTest {
    private static Heading of(String header) { return Heading.of(header.getBytes(UTF_8)); }

    @Test void findsWhatAMessageIsKnownBy() {
        assertEquals(new Heading("a.b@c", "Hi there", 2), of("Received: from x\r\n\tby y\r\nRECEIVED: from z\r\nmessage-ID:\r\n <a.b@c>\r\nSubject: Hi\r\n there\r\nSubject: second\r\n\r\nReceived: in the body\r\n"));
        assertEquals(Heading.NONE, of(""));
        assertEquals(Heading.NONE, of("\r\nSubject: body\r\n"));
        assertEquals(new Heading("", "caf\u00e9", 0), of("Subject: caf\u00e9"), "a header cut in the middle");
        assertEquals("x@y", of("Message-ID: junk <x@y> junk\r\n").id());
        assertEquals(400, of("Subject: " + "x".repeat(3000) + "\r\n").subject().length());
        assertEquals("evil", of("Subject: \u0000e\u001bvil\r\n").subject());
    }
}
