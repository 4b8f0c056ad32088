package org.posthouse.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.setting.Setting;

class RatesTest {
    private static final SignedIn JANE = new SignedIn(7, "jane@example.test");
    private static final SignedIn BOB = new SignedIn(8, "bob@example.test");
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.7");

    private final TestHouse house = new TestHouse();
    private final Rates rates = TestPolicies.rates(house);

    @AfterEach void close() { house.close(); }

    private void set(Map<Setting, Long> values) {
        var wishes = new HashMap<String, Optional<String>>();
        values.forEach((setting, value) -> wishes.put(setting.label(), Optional.of(Long.toString(value))));
        house.work.run(() -> house.settings.change(wishes, Optional.empty()));
    }

    @Test void aboveTheRateMailWaitsAndOneIsToldAnHour() {
        for (int i = 0; i < 100; i++) assertTrue(rates.count(JANE, HERE, 1000).isEmpty(), "no rate is set");
        set(Map.of(Setting.RATE_ACCOUNT_MESSAGES, 3L));
        for (int i = 0; i < 3; i++) assertTrue(rates.count(JANE, HERE, 1).isEmpty());
        assertEquals(new Rates.Excess("more than 3 messages in an hour from jane@example.test", "jane@example.test", true), rates.count(JANE, HERE, 1).orElseThrow());
        assertFalse(rates.count(JANE, HERE, 1).orElseThrow().first());
        assertTrue(rates.count(BOB, HERE, 1).isEmpty());
        house.clock.pass(Duration.ofMinutes(61));
        assertTrue(rates.count(JANE, HERE, 1).isEmpty());
    }

    @Test void recipientsAndAddressesAreCountedToo() {
        set(Map.of(Setting.RATE_ACCOUNT_RECIPIENTS, 100L, Setting.RATE_CLIENT_MESSAGES, 2L));
        assertEquals("more than 100 recipients in an hour from jane@example.test", rates.count(JANE, HERE, 101).orElseThrow().hold());
        assertTrue(rates.count(BOB, HERE, 1).isEmpty());
        assertEquals("more than 2 messages in an hour from 192.0.2.7", rates.count(BOB, HERE, 1).orElseThrow().hold());
        for (var host : new String[] {"2001:db8::1", "2001:db8::2"}) assertTrue(rates.count(BOB, InetAddress.ofLiteral(host), 1).isEmpty());
        assertTrue(rates.count(BOB, InetAddress.ofLiteral("2001:db8::3"), 1).isPresent(), "one network of IPv6 is one client");
        assertTrue(rates.count(BOB, InetAddress.ofLiteral("2001:db8:0:1::3"), 1).isEmpty());
    }
}
