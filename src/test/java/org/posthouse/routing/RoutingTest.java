package org.posthouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.DomainPlan;
import org.posthouse.mime.Address;

class RoutingTest {
    private final TestHouse house = new TestHouse(TestRouting.entities());
    private Routing routing;

    @BeforeEach void domains() {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> {
            house.domains.add("podunk.test", "alias.test");
            house.domains.add("plain.test");
            house.domains.add("sent-on.test");
        });
        house.open("Jane", "secret-123", "jane@podunk.test");
        house.open("Bob", "secret-123", "bob@podunk.test");
        stray("podunk.test", "jane+stray@podunk.test", "");
        stray("sent-on.test", "", "bob@podunk.test");
        routing = TestRouting.of(house).routing;
    }

    @AfterEach void close() { house.close(); }

    private void stray(String name, String catchAll, String redirect) {
        house.work.run(() -> {
            var domain = house.domains.domains.find(name).orElseThrow();
            house.affairs.change(domain, new DomainPlan(name, domain.aliases(), DomainLimits.NONE, 0, catchAll, redirect, List.of(), Set.of()), false, List.of());
        });
    }

    private String where(String local, String domain) {
        return switch (routing.resolve(new Address(local, domain))) {
            case Resolution.Mailbox(var recipient) -> recipient.primary() + (recipient.detail().isEmpty() ? "" : " " + recipient.detail());
            case Resolution.Unknown _ -> "unknown";
            case Resolution.Remote _ -> "elsewhere";
            case Resolution other -> other.toString();
        };
    }

    @ParameterizedTest @CsvSource({"jane,podunk.test,jane@podunk.test", "bob,ALIAS.test,bob@podunk.test", "nobody,podunk.test,jane@podunk.test stray", "nobody,alias.test,jane@podunk.test stray",
            "nobody,plain.test,unknown", "anybody,sent-on.test,bob@podunk.test", "postmaster,sent-on.test,postmaster@podunk.test", "abuse,podunk.test,postmaster@podunk.test", "jane,far.example,elsewhere"})
    void accountsComeFirstThenARedirectThenACatchAll(String local, String domain, String where) { assertEquals(where, where(local, domain)); }

    @Test void whenTheTargetIsGoneTheAddressIsUnknown() {
        house.work.run(() -> house.accounts.delete(house.accounts.findByAddress("x", "jane@podunk.test").orElseThrow()));
        assertEquals("unknown", where("nobody", "podunk.test"));
        house.work.run(() -> house.accounts.delete(house.accounts.findByAddress("x", "bob@podunk.test").orElseThrow()));
        assertEquals("unknown", where("anybody", "sent-on.test"));
    }

    @Test void twoDomainsThatNameEachOtherMakeNoCircle() {
        stray("plain.test", "jane@podunk.test", "");
        stray("podunk.test", "postmaster@plain.test", "");
        assertEquals("postmaster@podunk.test", where("nobody", "podunk.test"));
        assertEquals("jane@podunk.test", where("nobody", "plain.test"));
    }
}
