package org.posthouse.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.dns.FakeDns;
import org.posthouse.housemail.Letter;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Outcome;
import org.posthouse.routing.Route;
import org.posthouse.routing.Routes;
import org.posthouse.routing.TestHops;
import org.posthouse.setting.HostName;
import org.posthouse.smtpclient.ScriptedServer;
import org.posthouse.smtpclient.TestClient;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoredEnvelope;

/// Runs made by hand against servers that play a script; names come from a zone in memory, messages from a real store.
@Timeout(20) class SmtpTransportTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String HELLO = """
            S: 220 mx
            C: EHLO me.example.net
            S: 250-mx
            S: 250 PIPELINING
            """;
    private static final String ONE = """
            C: MAIL FROM:<a@example.net>
            C: RCPT TO:.*
            C: DATA
            S: 250 ok
            S: 250 ok
            S: 354 go
            BODY
            S: 250 2.0.0 ok
            """;

    @TempDir Path home;
    private MessageStore store;
    private final List<String> loops = new ArrayList<>();
    private List<InetAddress> sources = List.of();
    private Route.Tls tls = Route.Tls.OFFERED;
    private RecordId record;
    private StoredEnvelope envelope;

    @BeforeEach void open() throws Exception {
        store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT.withReserveBytes(0), CLOCK);
        message("Subject: Hello\r\n\r\n.dot\r\n");
    }

    @AfterEach void close() { store.close(); }

    private void message(String text) throws Exception {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        envelope = StoredEnvelope.made(CLOCK.instant(), new Envelope(Sender.of(org.posthouse.mime.Path.NULL), List.of(Recipient.of(org.posthouse.mime.Path.to("b", "example.org")))), Letter.facts(octets), "test" + text.hashCode());
        var receipt = store.append(envelope, octets);
        assertTrue(receipt.await().positive());
        record = store.take(1).getFirst().id();
    }

    private SmtpTransport transport(int port, String zone) {
        var transport = new SmtpTransport();
        transport.routes = new Routes() {
            @Override public Route to(String recipient, String target) {
                return new Route(new Route.Hop.Mx(recipient.substring(recipient.indexOf('@') + 1)), port, tls, Optional.empty(), Optional.empty(), Route.Timing.AT_ONCE, "");
            }

            @Override public List<InetAddress> sources(String sender) { return sender.startsWith("other") ? List.of(InetAddress.ofLiteral("127.0.0.9")) : sources; }
        };
        transport.nextHops = TestHops.over(new FakeDns(zone), port);
        transport.client = TestClient.patient(Duration.ofSeconds(2));
        transport.reach = new Reach();
        transport.reach.clock = CLOCK;
        transport.open = new OpenStore();
        transport.open.set(store);
        transport.hostName = new HostName() {
            @Override public String now() { return "me.example.net"; }
        };
        transport.loops = new LoopNotice() {
            @Override void tell(String domain) { loops.add(domain); }
        };
        return transport;
    }

    private FakeRun run() { return new FakeRun(); }

    private FakeRun load(FakeRun run, String... to) { return run.load(record, envelope, "a@example.net", "Received: here\r\n", List.of(to)); }

    private void carry(ScriptedServer server, FakeRun run) throws InterruptedException { carry(server, run, "example.org MX 10 mx.example.org\nmx.example.org A 127.0.0.1"); }

    private void carry(ScriptedServer server, FakeRun run, String zone) throws InterruptedException {
        transport(server.port(), zone).carry(run);
        server.played();
    }

    @Test void loadAfterLoadGoesOverOneConnection() throws Exception {
        try (var server = new ScriptedServer(HELLO + ONE + ONE + "C: QUIT")) {
            var run = load(load(run(), "b@example.org"), "c@example.org");
            carry(server, run);
            assertEquals("b Done 250 2.0.0, c Done 250 2.0.0", run.told());
            assertEquals("mx.example.org", run.outcomes.get("b@example.org").remark().host());
            assertEquals("plain", run.outcomes.get("b@example.org").remark().tls());
            assertEquals(List.of("Received: here\nSubject: Hello\n\n..dot\n", "Received: here\nSubject: Hello\n\n..dot\n"), server.bodies);
            assertEquals(false, ((Outcome.Done) run.outcomes.get("b@example.org")).reports());
        }
    }

    @Test void aServerThatHadItsShareIsCalledAgain() throws Exception {
        try (var server = new ScriptedServer(HELLO + ONE + "CLOSE\n----\n" + HELLO + ONE + "C: MAIL FROM:.*\nS: 421 4.7.0 enough\nCLOSE\n----\n" + HELLO + ONE + "C: QUIT")) {
            var run = load(load(load(run(), "b@example.org"), "c@example.org"), "d@example.org");
            carry(server, run);
            assertEquals("b Done 250 2.0.0, c Done 250 2.0.0, d Done 250 2.0.0", run.told());
        }
    }

    @Test void tooManyRecipientsGoInTheNextTransactionAtOnce() throws Exception {
        try (var server = new ScriptedServer(HELLO + """
                C: MAIL FROM:<a@example.net>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: RCPT TO:<d@example.org>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 452 4.5.3 too many
                S: 452 4.5.3 too many
                S: 354 go
                BODY
                S: 250 ok
                """ + ONE + ONE + "C: QUIT")) {
            var run = load(run(), "b@example.org", "c@example.org", "d@example.org");
            carry(server, run);
            assertEquals("b Done 250 2.0.0, c Done 250 2.0.0, d Done 250 2.0.0", run.told());
        }
    }

    @Test void whatNobodyConfirmedIsTriedLaterAndTheNextOverANewConnection() throws Exception {
        try (var server = new ScriptedServer(HELLO + ONE.replace("S: 250 2.0.0 ok\n", "RESET\n----\n") + HELLO + ONE + "C: QUIT")) {
            var run = load(load(run(), "b@example.org"), "c@example.org");
            carry(server, run);
            assertEquals("b Later 0 4.4.2, c Done 250 2.0.0", run.told());
        }
    }

    @Test void serversAreTriedInTheirOrder() throws Exception {
        try (var server = new ScriptedServer("S: 554 no service\nCLOSE\n----\n" + HELLO + "C: MAIL FROM:.*\nC: RCPT TO:.*\nC: DATA\nS: 421 4.3.2 closing\nCLOSE\n----\n" + HELLO + ONE + "C: QUIT")) {
            var run = load(run(), "b@example.org");
            carry(server, run, """
                    example.org MX 10 dead.example.org
                    example.org MX 20 one.example.org
                    example.org MX 30 two.example.org
                    example.org MX 40 three.example.org
                    dead.example.org A 127.9.9.9
                    one.example.org A 127.0.0.1
                    two.example.org A 127.0.0.1
                    three.example.org A 127.0.0.1
                    """);
            assertEquals("b Done 250 2.0.0", run.told());
            assertEquals("three.example.org", run.outcomes.get("b@example.org").remark().host());
            assertEquals(List.of(), run.unreachable);
        }
    }

    @Test void whenAllFailTheDestinationIsUnreachable() throws Exception {
        try (var server = new ScriptedServer("S: 554 5.7.1 not you\nC: QUIT")) {
            var run = load(load(run(), "b@example.org", "c@example.org"), "d@example.org");
            carry(server, run, "example.org MX 10 dead.example.org\nexample.org MX 20 one.example.org\ndead.example.org A 127.9.9.9\none.example.org A 127.0.0.1");
            assertEquals("b Later 554 5.7.1, c Later 554 5.7.1", run.told());
            assertEquals("one.example.org", run.unreachable.getFirst().host());
            assertEquals("not you", run.unreachable.getFirst().text());
            assertEquals(1, run.left(), "the rest waits without an attempt");
        }
    }

    @Test void whoDidNotAnswerIsAskedLastNextTime() throws Exception {
        var zone = "example.org MX 10 dead.example.org\nexample.org MX 20 one.example.org\ndead.example.org A 127.9.9.9\none.example.org A 127.0.0.1";
        try (var server = new ScriptedServer(HELLO + ONE + "C: QUIT\n----\n" + HELLO + ONE + "C: QUIT")) {
            var transport = transport(server.port(), zone);
            transport.carry(load(run(), "b@example.org"));
            var dead = new org.posthouse.routing.Server(InetAddress.ofLiteral("127.9.9.9"), "dead.example.org", server.port());
            var alive = new org.posthouse.routing.Server(InetAddress.ofLiteral("127.0.0.1"), "one.example.org", server.port());
            assertEquals(List.of(alive, dead), transport.reach.sorted(List.of(dead, alive)));
            transport.carry(load(run(), "b@example.org"));
            server.played();
        }
    }

    @Test void whatCannotBeLookedUpWaitsAndWhatDoesNotExistIsGivenUp() throws Exception {
        var run = load(load(run(), "b@example.org"), "c@example.org");
        transport(1, "example.org FAILS").carry(run);
        assertEquals("4.4.3", run.unreachable.getFirst().enhanced());
        assertEquals("", run.told());
        transport(1, "").carry(run);
        assertEquals("b Never 0 5.1.2, c Never 0 5.1.2", run.told());
        assertEquals(List.of(), loops);
        run = load(run(), "b@example.org");
        transport(25, "example.org MX 10 mx.home.example\nmx.home.example A 192.0.2.99").carry(run);
        assertEquals("b Never 0 5.4.6", run.told());
        assertEquals(List.of("example.org"), loops);
    }

    @Test void aRouteThatDemandsTlsNeverGoesInClear() throws Exception {
        tls = Route.Tls.REQUIRED;
        try (var server = new ScriptedServer("S: 220 mx\nC: EHLO .*\nS: 250 mx\nC: QUIT")) {
            var run = load(run(), "b@example.org");
            carry(server, run);
            assertEquals("b Later 0 4.7.4", run.told());
            assertEquals("4.7.4", run.unreachable.getFirst().enhanced());
        }
    }

    @Test void mailOfAnotherDomainBeginsAtItsOwnAddress() throws Exception {
        try (var server = new ScriptedServer(HELLO + ONE + "C: QUIT\n----\n" + HELLO + ONE.replace("a@example.net", "other@example.com") + "C: QUIT")) {
            var run = load(run(), "b@example.org").load(record, envelope, "other@example.com", "", List.of("c@example.org"));
            carry(server, run);
            assertEquals("b Done 250 2.0.0, c Done 250 2.0.0", run.told());
        }
    }

    @Test void aMessageThatIsGoneIsForThoseWhoLookAfterTheStore() throws Exception {
        try (var server = new ScriptedServer(HELLO + "C: QUIT")) {
            var run = run().load(new RecordId(new java.util.UUID(1, 2), 3), envelope, "a@example.net", "", List.of("b@example.org"));
            carry(server, run);
            assertEquals("b Later 0 4.3.0", run.told());
        }
    }

    @Test void aLongMessageStreams() throws Exception {
        message("Subject: long\r\n\r\n" + ".a line that begins with a dot and goes on for a while\r\n".repeat(40_000));
        try (var server = new ScriptedServer(HELLO + ONE + "C: QUIT")) {
            var run = load(run(), "b@example.org");
            carry(server, run);
            assertEquals("b Done 250 2.0.0", run.told());
            assertEquals(40_000, server.bodies.getFirst().lines().filter(line -> line.startsWith("..a line")).count());
        }
    }

    @Test void aHouseThatClosesLeavesTheLoadForLater() throws Exception {
        var started = new CountDownLatch(1);
        var ended = new AtomicReference<Throwable>();
        try (var server = new ScriptedServer(HELLO + "C: MAIL FROM:.*\nSILENT")) {
            var run = load(load(run(), "b@example.org"), "c@example.org");
            var transport = transport(server.port(), "example.org MX 10 mx.example.org\nmx.example.org A 127.0.0.1");
            transport.client = TestClient.patient(Duration.ofSeconds(15));
            var thread = Thread.ofVirtual().start(() -> {
                started.countDown();
                try {
                    transport.carry(run);
                } catch (InterruptedException | RuntimeException e) {
                    ended.set(e);
                }
            });
            started.await();
            while (server.heard.size() < 2) Thread.onSpinWait();
            thread.interrupt();
            thread.join();
            assertInstanceOf(InterruptedException.class, ended.get());
            assertEquals(1, run.left());
            assertEquals("", run.told().replaceFirst("b Later 0 4.4.2", ""));
        }
    }
}
