package org.posthouse.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;
import org.posthouse.routing.Route;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) class RelayDomainsTest {
    private final TestHouse house = new TestHouse(StoredRelay.class, RelayRecipients.class);
    private final RelayDomains relays = TestGateway.relays(house);

    @BeforeAll void liveHere() {
        house.work.run(() -> house.domains.add("example.test"));
        house.reserve();
    }

    @BeforeEach void none() { house.work.run(() -> relays.all().forEach(kept -> relays.close(kept.id()))); }

    @AfterAll void close() { house.close(); }

    private long open(RelayPlan plan) { return house.work.call(() -> relays.open(plan)); }

    private static RelayPlan listed(String name, String addresses) { return new RelayPlan(name, "", Route.Tls.OFFERED, Route.Timing.AT_ONCE, RelayPlan.Asking.LIST, addresses, List.of(), List.of()); }

    private Optional<String> at(String domain) { return relays.named(domain).map(RelayDomain::name); }

    @Test void theNearestIsFound() {
        open(RelayPlan.of("podunk.test", "[10.1.1.1]:2525"));
        open(RelayPlan.of("*.podunk.test", "inner.podunk.test"));
        open(RelayPlan.of("*.deep.podunk.test", "*"));
        assertEquals(Optional.of("podunk.test"), at("podunk.test"));
        assertEquals(Optional.of("*.podunk.test"), at("a.podunk.test"));
        assertEquals(Optional.of("*.deep.podunk.test"), at("a.deep.podunk.test"));
        assertEquals(Optional.of("*.podunk.test"), at("deep.podunk.test"));
        assertEquals(Optional.empty(), at("odunk.test"));
        assertEquals(Optional.empty(), at("notpodunk.test"));
    }

    @Test void whatLivesHereIsNoRelayDomain() {
        assertEquals(Rejected.Kind.CONFLICT, assertThrows(Rejected.class, () -> open(RelayPlan.of("Example.TEST", ""))).kind());
        open(RelayPlan.of("*.test", "*"));
        assertEquals(Optional.empty(), at("example.test"));
        assertEquals(Optional.of("*.test"), at("other.test"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no domain        | *             | name",
        "*.*.podunk.test  | *             | name",
        "[10.1.1.1]       | *             | name",
        "podunk.test      | two words     | target",
        "podunk.test      | [10.1.1.999]  | target",
        "podunk.test      | host:99999    | target",
    })
    void whatCannotBeIsSaidAtItsField(String name, String target, String field) {
        assertEquals(field, assertThrows(Rejected.class, () -> open(RelayPlan.of(name, target))).faults().getFirst().field());
    }

    @Test void theListDecides() {
        open(listed("podunk.test", "# ours\nJane\njoe@PODUNK.test\n\"odd one\"@podunk.test\n"));
        var relay = relays.named("podunk.test").orElseThrow();
        assertTrue(relay.knows(new Address("jane", "podunk.test")));
        assertTrue(relay.knows(new Address("JOE", "Podunk.Test")));
        assertTrue(relay.knows(new Address("joe+list", "podunk.test")));
        assertTrue(relay.knows(new Address("odd one", "podunk.test")));
        assertTrue(relay.knows(new Address("Postmaster", "podunk.test")));
        assertFalse(relay.knows(new Address("jan", "podunk.test")));
        assertFalse(relay.knows(new Address("+joe", "podunk.test")));
    }

    @Test void aBadLineIsNamed() {
        var fault = assertThrows(Rejected.class, () -> open(listed("podunk.test", "jane\njoe@elsewhere.test"))).faults().getFirst();
        assertEquals("line 2 is no address in podunk.test", fault.message());
        assertEquals("addresses", assertThrows(Rejected.class, () -> open(listed("podunk.test", "#\n"))).faults().getFirst().field());
        assertEquals("addresses", assertThrows(Rejected.class, () -> open(listed("*.podunk.test", "jane"))).faults().getFirst().field());
    }

    @Test void aLongListIsReadOnce() {
        long id = open(listed("podunk.test", IntStream.range(0, 50_000).mapToObj(i -> "user" + i).collect(Collectors.joining("\n"))));
        assertTrue(relays.named("podunk.test").orElseThrow().knows(new Address("user49999", "podunk.test")));
        var before = relays.named("podunk.test").orElseThrow().known();
        house.work.run(() -> house.domains.add("another.test"));
        assertTrue(before == relays.named("podunk.test").orElseThrow().known(), "the same set");
        assertEquals(50_000, house.work.call(() -> relays.find(id).orElseThrow().plan().addresses().lines().count()));
        house.work.run(() -> relays.change(id, listed("podunk.test", "jane")));
        assertFalse(relays.named("podunk.test").orElseThrow().knows(new Address("user1", "podunk.test")));
        house.work.run(() -> relays.close(id));
        assertEquals(Optional.empty(), at("podunk.test"));
    }

    @Test void onlyWhoIsNamedCalls() throws Exception {
        house.open("Jane", "secret-word", "jane@example.test");
        open(new RelayPlan("podunk.test", "", Route.Tls.OFFERED, Route.Timing.ON_CALL, RelayPlan.Asking.NOBODY, "", List.of("192.0.2.0/24", "2001:db8::/32"), List.of("jane@example.test")));
        var relay = relays.named("podunk.test").orElseThrow();
        long jane = house.directory.stored("jane@example.test").orElseThrow().account();
        assertTrue(relay.mayCall(InetAddress.getByName("192.0.2.9"), Optional.empty()));
        assertTrue(relay.mayCall(InetAddress.getByName("2001:db8::1"), Optional.empty()));
        assertFalse(relay.mayCall(InetAddress.getByName("198.51.100.1"), Optional.empty()));
        assertTrue(relay.mayCall(InetAddress.getByName("198.51.100.1"), Optional.of(jane)));
        assertFalse(relay.mayCall(InetAddress.getByName("198.51.100.1"), Optional.of(jane + 1)));
        open(RelayPlan.of("closed.test", ""));
        assertFalse(relays.named("closed.test").orElseThrow().mayCall(InetAddress.getByName("192.0.2.9"), Optional.empty()), "an empty list lets nobody call");
        var fault = assertThrows(Rejected.class, () -> open(new RelayPlan("x.test", "", Route.Tls.OFFERED, Route.Timing.ON_CALL, RelayPlan.Asking.NOBODY, "", List.of("example.org"), List.of("nobody@example.test"))));
        assertEquals(List.of("callers", "accounts"), fault.faults().stream().map(Rejected.Fault::field).toList());
    }
}
