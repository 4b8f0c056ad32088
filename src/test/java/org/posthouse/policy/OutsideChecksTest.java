package org.posthouse.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.Service;
import org.posthouse.dns.FakeDns;
import org.posthouse.mime.Path;
import org.posthouse.spf.SpfOutcome;
import org.posthouse.spf.SpfResult;

class OutsideChecksTest {
    private static final String ZONE = """
            good.example MX 10 mx.good.example
            good.example TXT v=spf1 ip4:192.0.2.0/24 -all exp=why.good.example
            why.good.example TXT not from %{i}
            hosts.example A 192.0.2.80
            null.example MX 0 .
            fails.example FAILS
            9.113.0.203.bl.example A 127.0.0.2
            1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example A 127.0.0.4
            7.113.0.203.bl.example A 127.255.255.254
            8.113.0.203.bl.example A 192.0.2.1
            9.113.0.203.all.example A 127.0.0.2
            1.0.0.127.all.example A 127.0.0.2
            """;

    private final TestHouse house = new TestHouse();
    private final FakeDns dns = new FakeDns(ZONE);
    private final OutsideChecks checks = new OutsideChecks();
    private final ThreadFactory threads = Thread.ofVirtual().factory();

    OutsideChecksTest() {
        checks.dns = dns;
        checks.settings = house.settings;
        checks.hostName = TestPolicies.hostName();
        checks.clock = house.clock;
        checks.config = (Config) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Config.class}, (_, _, _) -> Optional.empty());
    }

    @AfterEach void close() { house.close(); }

    private void set(String... settings) {
        var wishes = new HashMap<String, Optional<String>>();
        for (var setting : settings) wishes.put(setting.split("=", 2)[0], Optional.of(setting.split("=", 2)[1].replace(",", "\n")));
        house.work.run(() -> house.settings.change(wishes, Optional.empty()));
    }

    private static Client client(String address) {
        return new Client("s" + address, Service.SMTP, new InetSocketAddress(address, 4000), new InetSocketAddress("192.0.2.1", 25), Optional.empty(), "client.example", true, Optional.empty());
    }

    private static Sender from(String address) { return Sender.of(address.isEmpty() ? Path.NULL : Path.to(address.split("@")[0], address.split("@")[1])); }

    private String refusal(String client, String sender) throws InterruptedException {
        return checks.begin(client(client), from(sender), threads).refusal().map(reply -> reply.code() + " " + reply.enhanced() + " " + reply.lines().getFirst()).orElse("welcome");
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9  | 554 5.7.1 203.0.113.9 refused by bl.example
            2001:db8::1  | 554 5.7.1 2001:db8:0:0:0:0:0:1 refused by bl.example
            203.0.113.7  | welcome
            203.0.113.8  | welcome
            203.0.113.10 | welcome
            """)
    void whoIsOnABlackList(String client, String outcome) throws Exception {
        set("blacklist.zones=bl.example");
        assertEquals(outcome, refusal(client, "a@good.example"));
        set("blacklist.exempt=203.0.113.0/24,2001:db8::/32");
        assertEquals("welcome", refusal(client, "b@good.example"));
    }

    @Test void aListOfEverybodyIsNotBelieved() throws Exception {
        set("blacklist.zones=all.example");
        assertEquals("welcome", refusal("203.0.113.9", "a@good.example"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            a@good.example    | welcome
            a@hosts.example   | welcome
            a@missing.example | 550 5.1.8 The sender's domain does not exist
            a@null.example    | 550 5.7.27 The sender's domain takes no mail
            a@fails.example   | 451 4.1.8 The sender's domain cannot be looked up now, try again later
            ''                | welcome
            """)
    void whoHasNoDomain(String sender, String outcome) throws Exception {
        set("sender.domain-check=true");
        assertEquals(outcome, refusal("203.0.113.20", sender.replace("''", "")));
    }

    @Test void whatSpfSaysIsKeptAndRefusesOnlyWhenAsked() throws Exception {
        assertEquals(SpfResult.PASS, checks.take(client("192.0.2.7"), from("a@good.example"), threads).outcome().orElseThrow().result());
        var fails = checks.take(client("203.0.113.9"), from("a@good.example"), threads);
        assertEquals(SpfResult.FAIL, fails.outcome().orElseThrow().result());
        assertEquals(Optional.empty(), fails.refusal());
        set("spf.refuse=true");
        assertEquals("550 5.7.23 SPF: this client may not send for <b@good.example>: not from 203.0.113.9", refusal("203.0.113.9", "b@good.example"));
        assertEquals("welcome", refusal("192.0.2.7", "b@good.example"));
    }

    @Test void nobodyIsAskedWhoNeedNotBe() {
        assertSame(OutsideChecks.Inquiry.NONE, checks.begin(client("127.0.0.1"), from("a@good.example"), threads));
        assertSame(OutsideChecks.Inquiry.NONE, checks.begin(client("203.0.113.9"), from(""), threads));
        set("spf.on=false");
        assertSame(OutsideChecks.Inquiry.NONE, checks.begin(client("203.0.113.9"), from("a@good.example"), threads));
        assertTrue(dns.asked.isEmpty());
    }

    @Test void theRecipientsOfAMessageShareOneQuestion() throws Exception {
        var first = checks.begin(client("192.0.2.7"), from("a@good.example"), threads);
        assertSame(first, checks.begin(client("192.0.2.7"), from("a@good.example"), threads));
        assertSame(first, checks.take(client("192.0.2.7"), from("a@good.example"), threads));
        first.outcome();
        assertEquals(1, dns.asked.stream().filter("TXT good.example"::equals).count());
    }

    @Test void theFieldTellsReaders() {
        var field = ReceivedSpf.field("mail.example.test", client("192.0.2.7"), from("a@good.example"), new SpfOutcome(SpfResult.PASS, "ip4:192.0.2.0/24", "", ""));
        assertEquals("""
                Received-SPF: pass (mail.example.test: domain of a@good.example designates 192.0.2.7 as permitted sender)
                \tclient-ip=192.0.2.7;
                \tenvelope-from="a@good.example";
                \thelo=client.example;
                \tmechanism="ip4:192.0.2.0/24";
                \treceiver=mail.example.test; identity=mailfrom;
                """.replace("\n", "\r\n"), field);
        var evil = ReceivedSpf.field("mail.example.test", client("192.0.2.7"), Sender.of(Path.to("a)\"\\b", "x.example")), new SpfOutcome(SpfResult.PERMERROR, "", "", "bad\r\nX-Evil: 1 (".repeat(100)));
        assertTrue(evil.length() < 2000 && !evil.contains("\nX-Evil"), evil);
    }

}
