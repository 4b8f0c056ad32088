package org.posthouse.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;
import org.posthouse.policy.RelayGate.Answer;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Route;
import org.posthouse.routing.TestRouting;

/// This house has jane, its peers joe and jim.
@TestInstance(TestInstance.Lifecycle.PER_CLASS) class PeersTest {
    private static final String SECRET = "a secret of all peers";

    private final TestHouse house = new TestHouse(TestRouting.entities(StoredPeering.class));
    private final Peers peers = new Peers();
    private final PeerAnswers answers = new PeerAnswers();
    private final PeerResolver resolver = new PeerResolver();
    private final PeerGates gates = new PeerGates();
    private final PeerDetour detour = new PeerDetour();
    private final PeerDoor door = new PeerDoor();
    private final List<HttpServer> others = new ArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();

    @BeforeAll void people() throws Exception {
        house.work.run(() -> house.domains.add("shared.test", "alias.test"));
        house.work.run(() -> house.domains.add("own.test"));
        house.reserve();
        house.open("Jane", "secret-word", "jane@shared.test");
        peers.database = house.database;
        peers.changes = house.domains.changes;
        peers.domains = house.domains.domains;
        peers.keys = house.keys;
        resolver.peers = gates.peers = detour.peers = door.peers = answers.peers = peers;
        resolver.answers = gates.answers = detour.answers = answers;
        gates.routing = peers.routing = TestRouting.of(house, resolver).routing;
        answers.errands = new Errands();
        answers.random = house.random;
        answers.clock = door.clock = house.clock;
        answers.use(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build());
    }

    @BeforeEach void later() {
        house.clock.pass(Duration.ofHours(1));
        questions.set(0);
    }

    @AfterEach void stop() { others.forEach(server -> server.stop(0)); }

    @AfterAll void close() { house.close(); }

    /// A peer with one person; a secret of its own makes it none.
    private String peer(String person, String secret) throws IOException {
        var seal = new PeerSeal(secret);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/api/v1/peer/recipient", exchange -> {
            questions.incrementAndGet();
            var address = URLDecoder.decode(exchange.getRequestURI().getRawQuery().substring("address=".length()), StandardCharsets.UTF_8);
            var question = exchange.getRequestHeaders().getFirst("Authorization").substring(PeerSeal.SCHEME.length() + 1);
            boolean known = address.equals(person);
            var nonce = new PeerSeal(SECRET).genuine(question, house.clock.instant(), address).orElse("none");
            var octets = ("{\"known\":" + known + ",\"seal\":\"" + seal.answer(nonce, address, known) + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, octets.length);
            try (var out = exchange.getResponseBody()) {
                out.write(octets);
            }
        });
        server.start();
        others.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void share(String... urls) {
        var houses = new ArrayList<Peering.House>();
        for (var url : urls) houses.add(new Peering.House(url, "[127.0.0.1]:" + (2500 + houses.size())));
        house.work.run(() -> peers.save(new Peering(Set.of("Shared.test"), houses), SECRET));
    }

    private Answer asked(String local, String domain) throws Exception {
        var answer = gates.ask(null, null, new Address(local, domain));
        return answer instanceof Answer.Asking(var later, var _) ? later.get() : answer;
    }

    private String refused(Answer answer) {
        var reply = assertInstanceOf(Answer.Shut.class, answer).reply();
        return reply.code() + " " + reply.enhanced();
    }

    @Test void whoeverHasHimIsFound() throws Exception {
        share(peer("joe@shared.test", SECRET), peer("jim@shared.test", SECRET));
        assertInstanceOf(Answer.Open.class, asked("jim", "Alias.test"));
        assertEquals(2, questions.getAndSet(0));
        assertInstanceOf(Answer.Open.class, asked("jim", "shared.test"));
        assertEquals(0, questions.get(), "remembered");
        assertInstanceOf(Resolution.Remote.class, gates.routing.resolve(new Address("jim", "alias.test")));
        assertEquals("[127.0.0.1]:2501", detour.to("jim@shared.test").orElseThrow().target());
        assertEquals(Route.Timing.AT_ONCE, detour.to("jim@shared.test").orElseThrow().timing());
    }

    @Test void nobodyIsUnknownWhenAllHaveSaidSo() throws Exception {
        share(peer("joe@shared.test", SECRET), peer("jim@shared.test", SECRET));
        assertInstanceOf(Resolution.Remote.class, gates.routing.resolve(new Address("nobody", "shared.test")), "not before they were asked");
        assertEquals("550 5.1.1", refused(asked("nobody", "shared.test")));
        assertInstanceOf(Resolution.Unknown.class, gates.routing.resolve(new Address("nobody", "shared.test")));
        assertEquals(false, detour.to("nobody@shared.test").orElseThrow().dead().isEmpty());
    }

    @Test void whileOneIsSilentMailIsTakenAndWaits() throws Exception {
        var gone = peer("jim@shared.test", SECRET);
        others.getLast().stop(0);
        share(peer("joe@shared.test", SECRET), gone);
        assertInstanceOf(Answer.Open.class, asked("jim", "shared.test"));
        assertEquals(Route.Timing.ON_CALL, detour.to("jim@shared.test").orElseThrow().timing());
        assertInstanceOf(Answer.Open.class, asked("joe", "shared.test"));
        assertEquals("[127.0.0.1]:2500", detour.to("joe@shared.test").orElseThrow().target(), "one who answers is enough for his own people");
    }

    @Test void anImpostorIsSilent() throws Exception {
        share(peer("joe@shared.test", "a secret of somebody else"));
        assertInstanceOf(Answer.Open.class, asked("joe", "shared.test"));
        assertEquals(Route.Timing.ON_CALL, detour.to("joe@shared.test").orElseThrow().timing());
    }

    @Test void othersDomainsAreNotAskedAbout() throws Exception {
        share(peer("joe@shared.test", SECRET));
        assertInstanceOf(Answer.Pass.class, asked("joe", "own.test"));
        assertInstanceOf(Answer.Pass.class, asked("joe", "far.example"));
        assertInstanceOf(Resolution.Mailbox.class, gates.routing.resolve(new Address("jane", "shared.test")));
        assertEquals(0, questions.get());
    }

    @Test void peersAreToldOfThisHousesPeopleOnly() throws Exception {
        share(peer("joe@shared.test", SECRET));
        asked("joe", "shared.test");
        var seal = new PeerSeal(SECRET);
        for (var question : List.of("jane@shared.test true", "joe@shared.test false", "nobody@shared.test false", "jane@own.test false")) {
            var address = question.split(" ")[0];
            var known = question.split(" ")[1];
            var answer = door.answer(PeerSeal.SCHEME + " " + seal.question(house.clock.instant(), "n0nce", address), address).orElseThrow();
            assertEquals("{\"known\":" + known + ",\"seal\":\"" + seal.answer("n0nce", address, Boolean.parseBoolean(known)) + "\"}", answer);
        }
        var jane = "jane@shared.test";
        assertEquals(Optional.empty(), door.answer(PeerSeal.SCHEME + " " + new PeerSeal("another secret, as long").question(house.clock.instant(), "n", jane), jane));
        assertEquals(Optional.empty(), door.answer(PeerSeal.SCHEME + " " + seal.question(house.clock.instant().minusSeconds(600), "n", jane), jane), "an old question");
        assertEquals(Optional.empty(), door.answer(PeerSeal.SCHEME + " " + seal.question(house.clock.instant(), "n", "joe@shared.test"), jane), "a question about somebody else");
        assertEquals(Optional.empty(), door.answer("Basic eDp5", jane));
    }

    @Test void whatCannotBeIsSaidAtItsField() {
        var fault = assertThrows(Rejected.class, () -> house.work.run(() -> peers.save(new Peering(Set.of("far.example"), List.of(new Peering.House("ftp://x", "*"))), "short")));
        assertEquals(List.of("domains", "houses", "houses", "secret"), fault.faults().stream().map(Rejected.Fault::field).toList());
    }
}
