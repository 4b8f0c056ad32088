package org.posthouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.dns.FakeDns;
import org.posthouse.routing.Route.Hop;

class NextHopsTest {
    private static final String ZONE = """
            example.org        MX 20 two.example.org
            example.org        MX 10 one.example.org
            one.example.org    A 192.0.2.1
            one.example.org    AAAA 2001:db8::1
            two.example.org    A 192.0.2.2
            direct.example     A 192.0.2.3
            bare.example       TXT nothing else
            null.example       MX 0 .
            mixed.example      MX 0 .
            mixed.example      MX 10 one.example.org
            noaddress.example  MX 10 bare.example
            noname.example     MX 10 nobody.example
            half.example       MX 10 bare.example
            half.example       MX 20 one.example.org
            broken.example     FAILS
            brokenmx.example   MX 10 broken.example
            partly.example     MX 10 broken.example
            partly.example     MX 20 two.example.org
            mx.home.example    A 192.0.2.98
            backup.example     MX 10 one.example.org
            backup.example     MX 20 mx.home.example
            backup.example     MX 20 two.example.org
            backup.example     MX 30 direct.example
            loop.example       MX 10 mx.home.example
            loop.example       MX 20 two.example.org
            other.name.example A 192.0.2.99
            byaddress.example  MX 10 other.name.example
            aliased.example    A 192.0.2.99
            lastresort.example MX 10 broken.example
            lastresort.example MX 20 mx.home.example
            silly.example      MX 10 zero.example
            zero.example       A 0.0.0.0
            zero.example       A 224.0.0.1
            """;

    private final FakeDns dns = new FakeDns(ZONE);
    private final NextHops hops = TestHops.over(dns, 25);

    private static Route route(Hop hop, int port) { return new Route(hop, port, Route.Tls.OFFERED, Optional.empty(), Optional.empty(), Route.Timing.AT_ONCE, ""); }

    private static String told(Hops found) {
        return switch (found) {
            case Hops.Servers(var all) -> all.stream().map(Server::toString).collect(Collectors.joining(" "));
            case Hops.Later(var enhanced, var text) -> enhanced + " " + text;
            case Hops.Never(var enhanced, var text, var loop) -> enhanced + (loop ? " loop: " : " ") + text;
        };
    }

    @ParameterizedTest(name = "{0}") @CsvSource(delimiter = '|', value = {
            "example.org        | one.example.org[192.0.2.1]:25 one.example.org[2001:db8:0:0:0:0:0:1]:25 two.example.org[192.0.2.2]:25",
            "direct.example     | direct.example[192.0.2.3]:25",
            "bare.example       | 5.1.2 The domain bare.example has neither a mail server nor an address",
            "nobody.example     | 5.1.2 The domain nobody.example does not exist",
            "null.example       | 5.1.10 The domain null.example takes no mail",
            "mixed.example      | one.example.org[192.0.2.1]:25 one.example.org[2001:db8:0:0:0:0:0:1]:25",
            "noaddress.example  | 5.4.4 The mail servers of noaddress.example have no address",
            "noname.example     | 5.4.4 The mail servers of noname.example have no address",
            "half.example       | one.example.org[192.0.2.1]:25 one.example.org[2001:db8:0:0:0:0:0:1]:25",
            "broken.example     | 4.4.3 The mail servers of broken.example cannot be looked up: name server 192.0.2.53 answers SERVFAIL",
            "brokenmx.example   | 4.4.3 The addresses of the mail servers of brokenmx.example cannot be looked up: name server 192.0.2.53 answers SERVFAIL",
            "partly.example     | two.example.org[192.0.2.2]:25",
            "backup.example     | one.example.org[192.0.2.1]:25 one.example.org[2001:db8:0:0:0:0:0:1]:25",
            "loop.example       | 5.4.6 loop: Mail for loop.example would come back to this server",
            "byaddress.example  | 5.4.6 loop: Mail for byaddress.example would come back to this server",
            "aliased.example    | 5.4.6 loop: Mail for aliased.example would come back to this server",
            "mx.home.example    | 5.4.6 loop: Mail for mx.home.example would come back to this server",
            "lastresort.example | 4.4.3 The addresses of the mail servers of lastresort.example cannot be looked up: name server 192.0.2.53 answers SERVFAIL",
            "silly.example      | 5.4.4 The mail servers of silly.example have no address"})
    void mailOfADomain(String domain, String expected) { assertEquals(expected, told(hops.of(route(new Hop.Mx(domain), 0)))); }

    /// What is wrong with these is for the administrator to mend: no mail is sent back.
    @ParameterizedTest(name = "{0}") @CsvSource(delimiter = '|', value = {
            "example.org       | false | 0    | one.example.org[192.0.2.1]:25 one.example.org[2001:db8:0:0:0:0:0:1]:25 two.example.org[192.0.2.2]:25",
            "one.example.org   | true  | 2525 | one.example.org[192.0.2.1]:2525 one.example.org[2001:db8:0:0:0:0:0:1]:2525",
            "example.org       | true  | 0    | 4.4.4 The next host example.org of the routing table does not exist",
            "nobody.example    | false | 0    | 4.4.4 The next host nobody.example of the routing table does not exist",
            "null.example      | false | 0    | 4.4.4 The next host null.example of the routing table takes no mail",
            "noaddress.example | false | 0    | 4.4.4 The mail servers of the next host noaddress.example have no address",
            "mx.home.example   | true  | 0    | 5.4.6 loop: Mail for mx.home.example would come back to this server",
            "mx.home.example   | true  | 2526 | mx.home.example[192.0.2.98]:2526",
            "aliased.example   | true  | 25   | 5.4.6 loop: Mail for aliased.example would come back to this server",
            "aliased.example   | true  | 2526 | aliased.example[192.0.2.99]:2526"})
    void aHostOfTheRoutingTable(String host, boolean alone, int port, String expected) { assertEquals(expected, told(hops.of(route(new Hop.Host(host, alone), port)))); }

    @Test void anAddressNeedsNoLookUp() {
        assertEquals("[10.1.1.1]:25", told(hops.of(route(new Hop.Literal(InetAddress.ofLiteral("10.1.1.1")), 0))));
        assertEquals("[2001:db8:0:0:0:0:0:9]:2525", told(hops.of(route(new Hop.Literal(InetAddress.ofLiteral("2001:db8::9")), 2525))));
        assertEquals("5.4.6 loop: Mail for [192.0.2.99] would come back to this server", told(hops.of(route(new Hop.Literal(InetAddress.ofLiteral("192.0.2.99")), 0))));
        assertEquals("5.4.4 nowhere to go", told(hops.of(route(new Hop.Nowhere("nowhere to go"), 0))));
        assertEquals(List.of(), dns.asked);
    }

    @Test void equalPreferencesTakeTurns() {
        var farm = new StringBuilder();
        for (int i = 1; i <= 4; i++) farm.append("farm.example MX 10 m").append(i).append(".example\nm").append(i).append(".example A 192.0.2.").append(i).append('\n');
        var first = new HashSet<Server>();
        var farmHops = TestHops.over(new FakeDns(farm.toString()), 25);
        for (int i = 0; i < 100; i++) first.add(((Hops.Servers) farmHops.of(route(new Hop.Mx("farm.example"), 0))).all().getFirst());
        assertEquals(4, first.size());
    }

    @Test void aCrowdIsCutShort() {
        var crowd = new StringBuilder();
        for (int i = 0; i < 200; i++) crowd.append("crowd.example MX 10 m").append(i).append(".example\nm").append(i).append(".example A 192.0.2.1\nm").append(i).append(".example A 192.0.2.2\nm").append(i).append(".example A 192.0.2.3\n");
        var crowded = new FakeDns(crowd.toString());
        var servers = ((Hops.Servers) TestHops.over(crowded, 25).of(route(new Hop.Mx("crowd.example"), 0))).all();
        assertTrue(servers.size() < 45 && crowded.asked.size() < 60, servers.size() + " servers, " + crowded.asked.size() + " questions");
    }

    @Test void testsMayMoveThePort() { assertEquals("direct.example[192.0.2.3]:10025", told(TestHops.over(dns, 10025).of(route(new Hop.Mx("direct.example"), 0)))); }
}
