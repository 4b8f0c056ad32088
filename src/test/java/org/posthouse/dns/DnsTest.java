package org.posthouse.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthouse.dns.Answer.Found;
import org.posthouse.dns.Answer.None;
import org.posthouse.dns.Answer.Trouble;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

class DnsTest {
    private static final String ZONE = """
            example.org.      3600 IN SOA ns.example.org. hostmaster.example.org. 1 7200 3600 1209600 60
            example.org.      300  IN MX 20 Backup.example.org.
            example.org.      300  IN MX 10 mx.example.org.
            example.org.      300  IN TXT "v=spf1 " "ip4:192.0.2.0/24 -all"
            example.org.      300  IN TXT "something else"
            mx.example.org.   300  IN A 192.0.2.1
            mx.example.org.   300  IN AAAA 2001:db8::1
            four.example.org. 300  IN A 192.0.2.4
            null.example.org. 300  IN MX 0 .
            www.example.org.  120  IN CNAME mx.example.org.
            a.example.org.    300  IN CNAME b.example.org.
            b.example.org.    300  IN CNAME a.example.org.
            gone.example.org. 300  IN CNAME nobody.example.org.
            1.2.0.192.in-addr.arpa. 300 IN PTR mx.example.org.
            """;

    private final TestNameServer server = new TestNameServer(ZONE);
    private final List<Duration> passed = new ArrayList<>();
    private final Clock clock = new Clock() {
        @Override public ZoneId getZone() { return ZoneOffset.UTC; }

        @Override public Clock withZone(ZoneId zone) { return this; }

        @Override public Instant instant() { return passed.stream().reduce(Instant.parse("2026-03-01T12:00:00Z"), Instant::plus, (one, _) -> one); }
    };
    private final TestDns dns = new TestDns(clock, server.address());

    @AfterEach void close() { server.close(); }

    @Test void mailServersComeAsTheZoneHasThem() {
        assertEquals(new Found<>(List.of(new Mx(20, "backup.example.org"), new Mx(10, "mx.example.org"))), dns.mx("Example.ORG."));
        assertTrue(dns.mx("null.example.org").values().getFirst().isNull());
    }

    @Test void addressesComeInBothFamilies() {
        assertEquals(List.of("192.0.2.1", "2001:db8:0:0:0:0:0:1"), dns.addresses("mx.example.org").values().stream().map(InetAddress::getHostAddress).toList());
        assertEquals(1, dns.addresses("four.example.org").values().size());
        assertEquals(new None<>(true), dns.ipv6("four.example.org"));
        assertEquals(new None<>(true), dns.addresses("example.org"));
        assertEquals(new None<>(false), dns.addresses("nobody.example.org"));
    }

    @Test void textsArePutTogether() { assertEquals(List.of("v=spf1 ip4:192.0.2.0/24 -all", "something else"), dns.txt("example.org").values()); }

    @Test void anAddressLeadsToNames() { assertEquals(List.of("mx.example.org"), dns.ptr(InetAddress.ofLiteral("192.0.2.1")).values()); }

    @Test void aliasesAreFollowed() {
        assertEquals("192.0.2.1", dns.ipv4("www.example.org").values().getFirst().getHostAddress());
        assertEquals(new None<>(false), dns.ipv4("gone.example.org"));
        assertEquals(new Trouble<>("too many aliases behind a.example.org"), dns.ipv4("a.example.org"));
    }

    @Test void whatWasAnsweredIsKeptForItsTime() {
        dns.ipv4("www.example.org");
        dns.ipv4("nobody.example.org");
        int asked = server.asked.size();
        passed.add(Duration.ofSeconds(59));
        dns.ipv4("www.example.org");
        dns.ipv4("nobody.example.org");
        assertEquals(asked, server.asked.size());
        passed.add(Duration.ofSeconds(2));
        dns.ipv4("nobody.example.org");                      // the zone's minimum is a minute
        assertEquals(asked + 1, server.asked.size());
        passed.add(Duration.ofSeconds(60));
        dns.ipv4("www.example.org");                         // the alias lives two
        assertEquals(asked + 3, server.asked.size());
    }

    @Test void troubleIsNotNothing() {
        server.change = answer -> failing(answer, Rcode.SERVFAIL);
        assertEquals(new Trouble<>("name server 127.0.0.1 port " + server.address().split(":")[1] + " answers SERVFAIL"), dns.mx("example.org"));
        assertEquals(2, server.asked.size());
        server.change = answer -> answer;
        assertInstanceOf(Trouble.class, dns.mx("example.org"), "for some seconds");
        passed.add(Duration.ofSeconds(11));
        assertInstanceOf(Found.class, dns.mx("example.org"));
    }

    @Test void anotherNameServerHelps() {
        try (var broken = new TestNameServer("")) {
            broken.change = answer -> failing(answer, Rcode.REFUSED);
            assertInstanceOf(Found.class, new TestDns(clock, broken.address() + ", " + server.address()).mx("example.org"));
            assertEquals(1, broken.asked.size());
        }
    }

    @Test void aServerFromBeforeExtensionsIsAskedWithoutThem() {
        server.change = answer -> server.asked.size() == 1 ? failing(answer, Rcode.FORMERR) : answer;
        assertInstanceOf(Found.class, dns.mx("example.org"));
    }

    @Test void silenceEnds() {
        server.change = _ -> null;
        long began = System.nanoTime();
        assertInstanceOf(Trouble.class, dns.mx("example.org"));
        assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 9);
    }

    @Test void whoAsksTheSameWaitsForOneAnswer() {
        var gate = new CompletableFuture<Void>();
        server.change = answer -> {
            gate.join();
            return answer;
        };
        var many = java.util.stream.IntStream.range(0, 20).mapToObj(_ -> CompletableFuture.supplyAsync(() -> dns.mx("example.org"), Thread::startVirtualThread)).toList();
        while (server.asked.isEmpty()) Thread.onSpinWait();
        gate.complete(null);
        many.forEach(one -> assertInstanceOf(Found.class, one.join()));
        assertEquals(1, server.asked.size());
    }

    @Test void writtenHostsComeFirst() {
        dns.hosts("""
                10.0.0.25  mail.inner.example inner.example   # the hub
                2001:db8::25 mail.inner.example
                192.0.2.9  mx.example.org
                """);
        assertEquals(List.of("10.0.0.25", "2001:db8:0:0:0:0:0:25"), dns.addresses("Mail.Inner.example").values().stream().map(InetAddress::getHostAddress).toList());
        assertEquals(List.of("192.0.2.9"), dns.addresses("mx.example.org").values().stream().map(InetAddress::getHostAddress).toList());
        assertEquals(new None<>(true), dns.mx("inner.example"), "its mail goes to its address");
        assertEquals(List.of("mail.inner.example", "inner.example"), dns.ptr(InetAddress.ofLiteral("10.0.0.25")).values());
        assertEquals(List.of(), server.asked);
        assertEquals(2, dns.mx("example.org").values().size());
    }

    @Test void noZoneCanHaveSuchNames() {
        assertEquals(new None<>(false), dns.txt("a..b"));
        assertEquals(new None<>(false), dns.txt(""));
        assertEquals(new None<>(false), dns.mx("x".repeat(64) + ".example.org"));
        assertEquals(List.of(), server.asked);
    }

    @Test void nameServersAreReadInEachForm() {
        assertEquals("[/192.0.2.53:53, /192.0.2.54:5353, /[2001:db8:0:0:0:0:0:53]:53, /[2001:db8:0:0:0:0:0:54]:5353]", Dns.servers("192.0.2.53,192.0.2.54:5353 2001:db8::53 [2001:db8::54]:5353").toString());
        assertEquals(List.of(server.address()), dns.asked());
    }

    private static Message failing(Message answer, int code) {
        answer.getHeader().setRcode(code);
        answer.removeAllRecords(Section.ANSWER);
        return answer;
    }
}
