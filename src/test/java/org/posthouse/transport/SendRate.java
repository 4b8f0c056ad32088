package org.posthouse.transport;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.dns.FakeDns;
import org.posthouse.housemail.Letter;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.Path;
import org.posthouse.queue.Outcome;
import org.posthouse.routing.Route;
import org.posthouse.routing.Routes;
import org.posthouse.routing.TestHops;
import org.posthouse.setting.HostName;
import org.posthouse.smtpclient.TestClient;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoredEnvelope;

/// Recipients a second to one server, without the queue's rows: `SendRate <port of an smtp-sink on loopback> <recipients> <octets> <connections>`. Not a test: for people who measure.
public final class SendRate {
    private SendRate() { }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int recipients = Integer.parseInt(arguments[1]);
        int connections = Integer.parseInt(arguments[3]);
        var home = Files.createTempDirectory("send-rate");
        var octets = ("Subject: rate\r\n\r\n" + "x".repeat(70).concat("\r\n").repeat(Integer.parseInt(arguments[2]) / 72)).getBytes();
        var envelope = StoredEnvelope.made(Clock.systemUTC().instant(), new Envelope(Sender.of(Path.NULL), List.of(Recipient.of(Path.to("b", "example.org")))), Letter.facts(octets), "rate");
        try (var store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, Clock.systemUTC())) {
            store.append(envelope, octets).await();
            var record = store.take(1).getFirst().id();
            var transport = transport(port, store);
            for (int round = 0; round < 4; round++) {
                var runs = IntStream.range(0, connections).mapToObj(_ -> new FakeRun()).toList();
                for (int from = 0; from < recipients; from += transport.atOnce())
                    runs.get(from / transport.atOnce() % connections).load(record, envelope, "a@example.net", "Received: from here\r\n", IntStream.range(from, Math.min(recipients, from + transport.atOnce())).mapToObj(i -> "r" + i + "@example.org").toList());
                long began = System.nanoTime();
                var threads = runs.stream().map(run -> Thread.ofVirtual().start(() -> {
                    try {
                        transport.carry(run);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })).toList();
                for (var thread : threads) thread.join();
                long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
                long done = runs.stream().flatMap(run -> run.outcomes.values().stream()).filter(Outcome.Done.class::isInstance).count();
                System.out.println(done + " recipients in " + millis + " ms: " + done * 1000 / Math.max(1, millis) + "/s");
            }
        }
    }

    private static SmtpTransport transport(int port, MessageStore store) {
        var transport = new SmtpTransport();
        transport.routes = new Routes() {
            @Override public Route to(String recipient, String target) {
                return new Route(new Route.Hop.Mx("example.org"), port, Route.Tls.OFFERED, Optional.empty(), Optional.empty(), Route.Timing.AT_ONCE, "");
            }

            @Override public List<java.net.InetAddress> sources(String sender) { return List.of(); }
        };
        transport.nextHops = TestHops.over(new FakeDns("example.org MX 10 mx.example.org\nmx.example.org A 127.0.0.1"), port);
        transport.client = TestClient.patient(Duration.ofSeconds(20));
        transport.reach = new Reach();
        transport.reach.clock = Clock.systemUTC();
        transport.open = new OpenStore();
        transport.open.set(store);
        transport.hostName = new HostName() {
            @Override public String now() { return "me.example.net"; }
        };
        return transport;
    }
}
