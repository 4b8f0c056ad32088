package org.posthouse.spf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.dns.FakeDns;

class SpfCheckTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    /// RFC 7208 appendix A.
    private static final String ZONE = """
            example.com MX 10 mail-a.example.com
            example.com MX 20 mail-b.example.com
            example.com A 192.0.2.10
            example.com A 192.0.2.11
            amy.example.com A 192.0.2.65
            bob.example.com A 192.0.2.66
            mail-a.example.com A 192.0.2.129
            mail-b.example.com A 192.0.2.130
            example.org MX 10 mail-c.example.org
            mail-c.example.org A 192.0.2.140
            192.0.2.10 PTR example.com
            192.0.2.11 PTR example.com
            192.0.2.65 PTR amy.example.com
            192.0.2.66 PTR bob.example.com
            192.0.2.129 PTR mail-a.example.com
            192.0.2.130 PTR mail-b.example.com
            192.0.2.140 PTR mail-c.example.org
            10.0.0.4 PTR bob.example.com
            """;

    private static SpfOutcome check(FakeDns dns, String client, String sender, String helo) {
        int at = sender.indexOf('@');
        return new SpfCheck(dns, CLOCK, InetAddress.ofLiteral(client), sender.substring(0, at), sender.substring(at + 1), helo, "mail.example.test").run();
    }

    private static String result(String record, String client, String... more) {
        var dns = new FakeDns(ZONE).add("example.com TXT " + record);
        for (var line : more) dns.add(line);
        return check(dns, client, "strong-bad@example.com", "mail-a.example.com").result().label();
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            v=spf1 +all                            | 198.51.100.1 | pass
            v=spf1 a -all                          | 192.0.2.10   | pass
            v=spf1 a -all                          | 192.0.2.11   | pass
            v=spf1 a -all                          | 192.0.2.12   | fail
            v=spf1 a:example.org -all              | 192.0.2.10   | fail
            v=spf1 mx -all                         | 192.0.2.129  | pass
            v=spf1 mx -all                         | 192.0.2.130  | pass
            v=spf1 mx -all                         | 192.0.2.140  | fail
            v=spf1 mx:example.org -all             | 192.0.2.140  | pass
            v=spf1 mx mx:example.org -all          | 192.0.2.140  | pass
            v=spf1 mx/30 mx:example.org/30 -all    | 192.0.2.131  | pass
            v=spf1 mx/30 mx:example.org/30 -all    | 192.0.2.143  | pass
            v=spf1 mx/30 mx:example.org/30 -all    | 192.0.2.144  | fail
            v=spf1 ptr -all                        | 192.0.2.65   | pass
            v=spf1 ptr -all                        | 192.0.2.140  | fail
            v=spf1 ptr -all                        | 10.0.0.4     | fail
            v=spf1 ip4:192.0.2.128/28 -all         | 192.0.2.65   | fail
            v=spf1 ip4:192.0.2.128/28 -all         | 192.0.2.129  | pass
            """)
    void theExamplesOfTheRfc(String record, String client, String result) { assertEquals(result, result(record, client)); }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            v=spf1                                 | 192.0.2.1    | neutral
            V=SPF1 IP4:192.0.2.1 -ALL              | 192.0.2.1    | pass
            v=spf1 ~all                            | 192.0.2.1    | softfail
            v=spf1 ?all                            | 192.0.2.1    | neutral
            v=spf10 -all                           | 192.0.2.1    | none
            v=spf1 ip4:192.0.2.1 -all              | 2001:db8::1  | fail
            v=spf1 ip6:2001:db8::/32 -all          | 2001:db8::1  | pass
            v=spf1 ip6:::ffff:192.0.2.1 -all       | 192.0.2.1    | fail
            v=spf1 ip4:192.0.2.0/0 -all            | 203.0.113.9  | pass
            v=spf1 ip4:192.0.2.1/33                | 192.0.2.1    | permerror
            v=spf1 ip4:192.0.2                     | 192.0.2.1    | permerror
            v=spf1 ip4:192.0.2.1/08                | 192.0.2.1    | permerror
            v=spf1 ip4:192.0.2.1 nonsense          | 192.0.2.1    | permerror
            v=spf1 ip4:192.0.2.1 foo=bar%{i}       | 192.0.2.1    | pass
            v=spf1 ip4:192.0.2.1 foo=%{z}          | 192.0.2.1    | permerror
            v=spf1 a:nodots -all                   | 192.0.2.1    | permerror
            v=spf1 a:foo.123 -all                  | 192.0.2.1    | permerror
            v=spf1 all:x                           | 192.0.2.1    | permerror
            v=spf1 include                         | 192.0.2.1    | permerror
            v=spf1 exists:%{t}.example.com         | 192.0.2.1    | permerror
            v=spf1 exists:100%.example.com         | 192.0.2.1    | permerror
            v=spf1 redirect=a.example redirect=b.example | 192.0.2.1 | permerror
            v=spf1 include:missing.example -all    | 192.0.2.1    | permerror
            v=spf1 redirect=missing.example        | 192.0.2.1    | permerror
            v=spf1 a:amy.example.com/26 -all       | 192.0.2.100  | pass
            v=spf1 a/24//64 -all                   | 192.0.2.200  | pass
            v=spf1 a:%{d}/24 -all                  | 192.0.2.200  | pass
            v=spf1 exists:%{l1r-}.%{d} -all        | 192.0.2.1    | fail
            v=spf1 a:fails.example -all            | 192.0.2.1    | temperror
            """)
    void recordsAreReadAsWritten(String record, String client, String result) { assertEquals(result, result(record, client, "fails.example FAILS")); }

    @Test void includedRecordsOnlyLetIn() {
        for (var each : new String[] {"-all fail", "~all fail", "?all fail", "+all pass"}) {
            var words = each.split(" ");
            assertEquals(words[1], result("v=spf1 include:_spf.provider.example -all", "192.0.2.1", "_spf.provider.example TXT v=spf1 " + words[0]), each);
        }
        assertEquals("softfail", result("v=spf1 redirect=_spf.provider.example", "192.0.2.1", "_spf.provider.example TXT v=spf1 ~all"), "a redirect takes over");
    }

    @Test void noRecordMakesTheHouseAskForEver() {
        var round = "v=spf1 include:example.com -all";
        assertEquals("permerror", result(round, "192.0.2.1"));
        var ten = new StringBuilder("v=spf1");
        for (int i = 0; i < 10; i++) ten.append(" a:amy.example.com");
        assertEquals("fail", result(ten + " -all", "192.0.2.1"));
        assertEquals("permerror", result(ten + " a:amy.example.com -all", "192.0.2.1"));
        assertEquals("fail", result("v=spf1 a:void1.example a:void2.example -all", "192.0.2.1"));
        assertEquals("permerror", result("v=spf1 a:void1.example a:void2.example exists:void3.example -all", "192.0.2.1"));
        var servers = new String[11];
        for (int i = 0; i < 11; i++) servers[i] = "many.example MX " + i + " amy.example.com";
        assertEquals("permerror", result("v=spf1 mx:many.example -all", "192.0.2.1", servers));
    }

    @Test void twoRecordsAreNone() {
        assertEquals("permerror", result("v=spf1 -all", "192.0.2.1", "example.com TXT v=spf1 +all"));
        assertEquals("pass", result("v=spf1 +all", "192.0.2.1", "example.com TXT something else"));
        assertEquals(SpfResult.TEMPERROR, check(new FakeDns("broken.example FAILS"), "192.0.2.1", "a@broken.example", "x").result());
        assertEquals(SpfResult.NONE, check(new FakeDns(""), "192.0.2.1", "a@nobody.example", "x").result());
        assertEquals(SpfResult.NONE, check(new FakeDns(""), "192.0.2.1", "a@localhost", "x").result());
    }

    @Test void aFailureIsExplainedInTheDomainsWords() {
        var dns = new FakeDns("""
                example.com TXT v=spf1 -all exp=why.%{d}
                why.example.com TXT %{i} is not one of %{d}'s mail servers: see http://%{h}/%{S}?c=%{c}&r=%{r}&t=%{t}
                """);
        assertEquals("192.0.2.9 is not one of example.com's mail servers: see http://host.example/a%2Bb%40example.com?c=192.0.2.9&r=mail.example.test&t=1772366400",
                check(dns, "192.0.2.9", "a+b@example.com", "host.example").explanation());
        assertEquals("", check(new FakeDns("example.com TXT v=spf1 -all exp=none.example.com"), "192.0.2.9", "a@example.com", "x").explanation());
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            %{s}    | strong-bad@email.example.com
            %{o}    | email.example.com
            %{d}    | email.example.com
            %{d4}   | email.example.com
            %{d3}   | email.example.com
            %{d2}   | example.com
            %{d1}   | com
            %{dr}   | com.example.email
            %{d2r}  | example.email
            %{l}    | strong-bad
            %{l-}   | strong.bad
            %{lr}   | strong-bad
            %{lr-}  | bad.strong
            %{l1r-} | strong
            %{ir}.%{v}._spf.%{d2}           | 3.2.0.192.in-addr._spf.example.com
            %{lr-}.lp._spf.%{d2}            | bad.strong.lp._spf.example.com
            %{lr-}.lp.%{ir}.%{v}._spf.%{d2} | bad.strong.lp.3.2.0.192.in-addr._spf.example.com
            %{ir}.%{v}.%{l1r-}.lp._spf.%{d2} | 3.2.0.192.in-addr.strong.lp._spf.example.com
            %{d2}.trusted-domains.example.net | example.com.trusted-domains.example.net
            """)
    void macrosOfTheRfc(String macro, String expanded) { assertEquals("A " + expanded, asked("v=spf1 exists:" + macro + (macro.contains(".") ? "" : ".x.test") + " -all", "192.0.2.3").replaceFirst("\\.x\\.test$", "")); }

    private static String asked(String record, String client) {
        var dns = new FakeDns("email.example.com TXT " + record);
        check(dns, client, "strong-bad@email.example.com", "mx.example.org");
        return dns.asked.getLast();
    }

    @Test void anIpv6ClientIsWrittenInNibbles() {
        assertEquals("A 1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com", asked("v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all", "2001:db8::cb01"));
    }

    @Test void aLongNameLosesLabelsAtTheLeft() {
        var asked = asked("v=spf1 exists:" + ("a".repeat(50) + ".").repeat(6) + "example.com -all", "192.0.2.1");
        assertEquals("A " + ("a".repeat(50) + ".").repeat(4) + "example.com", asked);
    }

    @ParameterizedTest @ValueSource(strings = {"%", "%{", "%{}", "%{l", "%{l0}", "%{q}", "%x", "%{l1234}", "a b", "\u00e4.example"})
    void brokenMacrosAreTold(String text) { assertThrows(SpfRecord.Malformed.class, () -> Macros.check(text)); }

    @Test void aHostileRecordIsReadInNoTime() {
        long begin = System.nanoTime();
        for (var evil : new String[] {"v=spf1 exists:" + "%{l".repeat(20_000), "v=spf1 exists:" + "%{ir}".repeat(13_000), "v=spf1" + " a".repeat(30_000), "v=spf1 x=" + "%%".repeat(30_000)}) assertEquals("permerror", result(evil, "192.0.2.1"));
        assertTrue(System.nanoTime() - begin < 2_000_000_000L, "read in time linear in its length");
    }
}
