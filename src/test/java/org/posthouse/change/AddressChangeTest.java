package org.posthouse.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;

/// All places or none, wherever it is cut short.
class AddressChangeTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private final TestHouse house = new TestHouse();
    private int calls;
    private int cut = NEVER;

    @BeforeEach void fill() {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        house.open("Jane", "secret-123", "jane@podunk.test");
        var bob = house.open("Bob", "secret-123", "bob@podunk.test");
        house.work.run(() -> house.deliveries.save(bob.id(), new DeliveryPlan(true, List.of("jane@podunk.test"), true)));
        var domain = number("SELECT MIN(id) FROM domain");
        change("INSERT INTO channel_alias (position, incoming, outgoing) VALUES (0, 'x@hub.test', 'Jane@podunk.test')");
        change("INSERT INTO typed_alias (id, version, domain_id, address, kind, targets) VALUES (1, 0, " + domain + ", 'office@podunk.test', 'ADDRESS', 'bob@podunk.test\njane@podunk.test\nmary-jane@podunk.test')");
        change("UPDATE domain SET catch_all = 'jane@podunk.test'");
        change("INSERT INTO domain_local_address (domain_id, address) VALUES (" + domain + ", '192.0.2.1')");
        change("INSERT INTO domain_outgoing (domain_id, source4, source6, rewrites) VALUES (" + domain + ", '192.0.2.1', '', FALSE)");
        change("INSERT INTO route (position, pattern, target, tls, login, password, timing) VALUES (0, '*', '[192.0.2.1]:2525', 'MAY', '', '', 'NOW')");
        change("INSERT INTO service_choice (service, version, addresses, connections, idle_seconds, tls_sign_in) VALUES ('smtp', 0, '192.0.2.1, 192.0.2.11', 10, 60, TRUE)");
    }

    @AfterEach void close() { house.close(); }

    private void change(String statement) { house.work.run(() -> house.database().createNativeQuery(statement).executeUpdate()); }

    private long number(String query) { return house.work.call(() -> ((Number) house.database().createNativeQuery(query).getSingleResult()).longValue()); }

    /// One that dies at the so many-th statement.
    private AddressChange cutShort() {
        var change = new AddressChange();
        change.accounts = house.accounts;
        change.changes = house.domains.changes;
        change.settings = house.settings;
        change.database = (EntityManager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (_, method, arguments) -> {
            if (calls++ == cut) throw new IllegalStateException("the power is cut");
            try {
                return method.invoke(house.database(), arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
        calls = 0;
        return change;
    }

    /// What stands where, as text.
    private String all() {
        return house.work.call(() -> {
            var all = new ArrayList<String>();
            for (var query : List.of("SELECT address FROM account_address ORDER BY address_key", "SELECT address FROM delivery_forward", "SELECT outgoing FROM channel_alias", "SELECT CAST(targets AS VARCHAR(1000)) FROM typed_alias", "SELECT catch_all FROM domain",
                    "SELECT address FROM domain_local_address", "SELECT source4 FROM domain_outgoing", "SELECT target FROM route", "SELECT addresses FROM service_choice"))
                house.database().createNativeQuery(query).getResultList().forEach(row -> all.add(String.valueOf(row)));
            return String.join("|", all);
        });
    }

    private int cutEverywhere(Runnable work) {
        var before = all();
        for (cut = 0; ; cut++) {
            try {
                house.work.run(work);
                break;
            } catch (IllegalStateException dead) {
                assertEquals(before, all(), "cut at statement " + cut);
            }
        }
        int cuts = cut;
        cut = NEVER;
        return cuts;
    }

    @Test void anAddressChangesEverywhereOrNowhere() {
        assertTrue(cutEverywhere(() -> cutShort().change("jane@podunk.test", "jane.doe@podunk.test", false)) > 12);
        assertTrue(all().contains("|jane.doe@podunk.test|jane.doe@podunk.test|bob@podunk.test\njane.doe@podunk.test\nmary-jane@podunk.test|jane.doe@podunk.test|"), all());
    }

    @Test void anAddressOfTheMachineChangesEverywhereOrNowhere() {
        assertTrue(cutEverywhere(() -> cutShort().changeHost("192.0.2.1", "192.0.2.2", false)) > 12);
        assertTrue(all().endsWith("|192.0.2.2|192.0.2.2|[192.0.2.2]:2525|192.0.2.2, 192.0.2.11"), all());
    }

    @Test void anAddressOfAnotherDomainIsNotTaken() {
        house.work.run(() -> house.domains.add("other.test"));
        change("INSERT INTO domain_local_address (domain_id, address) VALUES (" + number("SELECT MAX(id) FROM domain") + ", '192.0.2.2')");
        assertThrows(Rejected.class, () -> house.work.run(() -> cutShort().changeHost("192.0.2.1", "192.0.2.2", false)));
    }
}
