package org.posthouse.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DnsRecordsTest {
    private static String zone(List<DnsRecords.Line> lines) { return lines.stream().map(DnsRecords.Line::zone).collect(Collectors.joining("\n")); }

    @Test void everythingThatMailNeedsIsThere() {
        var lines = DnsRecords.of("podunk.test", List.of("podunk.example"), "mail.podunk.test", List.of(InetAddress.ofLiteral("192.0.2.7"), InetAddress.ofLiteral("2001:db8::7")), List.of(InetAddress.ofLiteral("192.0.2.8")));
        assertEquals("""
                podunk.test. 3600 IN MX 10 mail.podunk.test.
                podunk.example. 3600 IN MX 10 mail.podunk.test.
                mail.podunk.test. 3600 IN A 192.0.2.7
                mail.podunk.test. 3600 IN AAAA 2001:db8:0:0:0:0:0:7
                mail.podunk.test. 3600 IN A 192.0.2.8
                podunk.test. 3600 IN TXT "v=spf1 mx -all"
                podunk.example. 3600 IN TXT "v=spf1 mx -all"
                mail.podunk.test. 3600 IN TXT "v=spf1 a -all"
                7.2.0.192.in-addr.arpa. 3600 IN PTR mail.podunk.test.
                7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR mail.podunk.test.
                8.2.0.192.in-addr.arpa. 3600 IN PTR mail.podunk.test.""", zone(lines));
    }

    @Test void anUnknownAddressIsAGapToFillIn() {
        var gap = DnsRecords.of("podunk.test", List.of(), "podunk.test", List.of(), List.of()).get(1);
        assertFalse(gap.known());
        assertEquals("A", gap.type());
    }

    @Test void aDomainThatIsTheServersNameHasOneSpf() {
        assertEquals(1, DnsRecords.of("podunk.test", List.of(), "podunk.test", List.of(), List.of()).stream().filter(l -> l.type().equals("TXT")).count());
    }
}
