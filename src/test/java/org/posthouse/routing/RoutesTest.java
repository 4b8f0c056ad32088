package org.posthouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;

class RoutesTest {
    private final TestHouse house = new TestHouse(TestRouting.entities());
    private final TestRouting routing = TestRouting.of(house);

    @AfterEach void close() { house.close(); }

    private void table(RouteEntry... entries) { house.work.run(() -> routing.table.replace(List.of(entries))); }

    private String fault(RouteEntry... entries) { return assertThrows(Rejected.class, () -> table(entries)).getMessage(); }

    @ParameterizedTest @CsvSource({"*,*", "gate.example.test,gate.example.test", "GATE.example.test:2525,gate.example.test:2525", "[gate.example.test],[gate.example.test]", "[10.1.1.1],[10.1.1.1]",
            "[10.1.1.1]:26,[10.1.1.1]:26", "[IPv6:2001:db8::1],[IPv6:2001:db8:0:0:0:0:0:1]", "[2001:db8::1]:26,[IPv6:2001:db8:0:0:0:0:0:1]:26", "' * ',*"})
    void targetsAreReadAndWrittenInOneSpelling(String typed, String stored) {
        assertEquals(stored, Target.read(typed).orElseThrow().toString());
        assertEquals(stored, Target.read(stored).orElseThrow().toString());
    }

    @ParameterizedTest @ValueSource(strings = {"", "a b", "10.1.1.1", "[10.1.1.256]", "[0.0.0.0]", "[224.0.0.1]", "host:0", "host:65536", "host:", "[host", "*:25", "host:25:25", "[fe80::1%eth0]", "[IPv6:10.1.1.1]", "a..b", "-x.test", "[IPv6:zz::1]"})
    void whatIsNoTargetIsNone(String typed) { assertEquals(Optional.empty(), Target.read(typed)); }

    @ParameterizedTest @CsvSource({"*,any.test,true", "*,[192.0.2.1],true", "*.podunk.edu,cs.podunk.edu,true", "*.podunk.edu,a.b.podunk.edu,true", "*.podunk.edu,podunk.edu,false", "*.podunk.edu,notpodunk.edu,false",
            "podunk.edu,podunk.edu,true", "PODUNK.edu.,podunk.edu,true", "podunk.edu,cs.podunk.edu,false", "@.podunk.edu,cs.podunk.edu,true", "[192.0.2.1],[192.0.2.1],true"})
    void patternsMatch(String pattern, String domain, boolean matches) { assertEquals(matches, Pattern.read(pattern).orElseThrow().matches(domain)); }

    @ParameterizedTest @ValueSource(strings = {"", "*x", "podunk.*", "*.*", "a b", "[300.1.1.1]", "jane@podunk.edu"}) void whatIsNoPatternIsNone(String typed) { assertEquals(Optional.empty(), Pattern.read(typed)); }

    @Test void theFirstEntryThatMatchesDecides() {
        table(new RouteEntry("local.podunk.edu", "[10.1.1.1]"), new RouteEntry("*.podunk.edu", "*"), new RouteEntry("*", "gate.podunk.edu:2525"));
        assertEquals("host:[10.1.1.1]", routing.routes.to("jane@local.podunk.edu", "").destination());
        assertEquals("mx:cs.podunk.edu", routing.routes.to("jane@CS.podunk.edu", "").destination());
        assertEquals("host:gate.podunk.edu:2525", routing.routes.to("jane@far.test", "").destination());
        assertEquals("* → gate.podunk.edu:2525", routing.routes.to("jane@far.test", "").rule());
        assertEquals("host:other.test", routing.routes.to("jane@far.test", "other.test").destination(), "a way chosen for one delivery");
        assertEquals(1, routing.changes, "the queue is told");
        table();
        assertEquals("mx:far.test", routing.routes.to("jane@far.test", "").destination());
        assertEquals("host:[192.0.2.1]", routing.routes.to("jane@[192.0.2.1]", "").destination());
        assertTrue(routing.routes.to("jane", "").hop() instanceof Route.Hop.Mx || routing.routes.to("@", "").hop() instanceof Route.Hop.Nowhere);
    }

    @Test void aPasswordIsSealedStaysForItsServerOnlyAndIsNeverShown() {
        table(new RouteEntry("*", "gate.test:587", Route.Tls.VERIFIED, "us", "s3cret", Route.Timing.AT_ONCE));
        assertEquals("s3cret", routing.routes.to("a@b.test", "").login().orElseThrow().password());
        assertEquals(List.of(""), house.work.call(() -> routing.table.list().stream().map(RouteEntry::password).toList()));
        table(new RouteEntry("*.x.test", "*"), new RouteEntry("*", "gate.test:587", Route.Tls.REQUIRED, "us", "", Route.Timing.AT_ONCE));
        assertEquals("s3cret", routing.routes.to("a@b.test", "").login().orElseThrow().password(), "left empty it stays");
        assertEquals("entries: *: there is a name but no password", fault(new RouteEntry("*", "thief.test:587", Route.Tls.VERIFIED, "us", "", Route.Timing.AT_ONCE)));
        assertEquals("entries: *: a password never goes out without TLS", fault(new RouteEntry("*", "gate.test", Route.Tls.NONE, "us", "x", Route.Timing.AT_ONCE)));
        assertTrue(fault(new RouteEntry("*", "*", Route.Tls.VERIFIED, "us", "x", Route.Timing.AT_ONCE)).startsWith("entries: *: a name and password are for one server"));
        var stored = house.work.call(() -> (String) house.database.createNativeQuery("SELECT password FROM route WHERE position = 1").getSingleResult());
        assertFalse(stored.isEmpty() || stored.contains("s3cret"));
    }

    @ParameterizedTest @CsvSource({"*|podunk.edu,2", "*.edu|*.podunk.edu,2", "*.edu|podunk.edu,2", "podunk.edu|podunk.edu,2", "podunk.edu|*.podunk.edu,0", "*.podunk.edu|podunk.edu,0", "podunk.edu|*,0", "*|*,2", "*.edu|*,0"})
    void entriesThatAreNeverReachedAreToldOf(String patterns, int place) {
        var entries = java.util.Arrays.stream(patterns.split("\\|")).map(pattern -> new RouteEntry(pattern, "*")).toList();
        assertEquals(place == 0 ? List.of() : List.of(place), RoutingTable.unreachable(entries).stream().map(RoutingTable.Unreachable::place).toList());
    }

    @Test void mailOfADomainLeavesByItsOwnAddresses() {
        var domain = house.work.call(() -> house.domains.add("podunk.test", "alias.test"));
        house.work.run(() -> routing.outgoing.change(domain, new Outgoing("192.0.2.9", "2001:db8::9", true)));
        assertEquals(2, routing.routes.sources("jane@alias.test").size());
        assertEquals(List.of(), routing.routes.sources("jane@far.test"));
        assertEquals(List.of(), routing.routes.sources(""));
        assertThrows(Rejected.class, () -> house.work.run(() -> routing.outgoing.change(domain, new Outgoing("2001:db8::9", "", true))));
    }
}
