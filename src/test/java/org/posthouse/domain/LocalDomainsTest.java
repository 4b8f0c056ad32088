package org.posthouse.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDomainsTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.7");
    private static final LocalDomain PODUNK = new LocalDomain(1, "podunk.test", DomainLimits.NONE, 0, "", "", Set.of());
    private static final LocalDomain SECOND = new LocalDomain(2, "second.test", DomainLimits.NONE, 0, "", "", Set.of());

    private static LocalDomains with(String separators) {
        return new LocalDomains(1, List.of(PODUNK, SECOND), Map.of("podunk.test", PODUNK, "second.test", SECOND, "alias.test", SECOND), Map.of(HERE, SECOND), new LoginNames(separators, true));
    }

    @ParameterizedTest @CsvSource({"jane%second.test,jane@second.test", "jane#alias.test,jane@alias.test", "jane%SECOND.test,jane@SECOND.test", "50%off%second.test,50%off@second.test",
            "jane%nowhere.test,jane%nowhere.test", "jane$second.test,jane$second.test", "jane%x@second.test,jane%x@second.test", "jane,jane", "%second.test,%second.test"})
    void aSeparatorStandsForAtBeforeADomainOfTheHouse(String typed, String meant) { assertEquals(meant, with("%#").separated(typed)); }

    @Test void withoutSeparatorsANameIsItself() { assertEquals("jane%second.test", with("").separated("jane%second.test")); }

    @ParameterizedTest @CsvSource({"192.0.2.7,jane,jane@second.test", "192.0.2.7,jane@podunk.test,jane@podunk.test", "192.0.2.8,jane,jane", "192.0.2.7,jane%podunk.test,jane@podunk.test"})
    void whoComesToADomainsOwnAddressIsOfThatDomain(String here, String typed, String meant) { assertEquals(meant, with("%").separated(InetAddress.ofLiteral(here), typed)); }

    @Test void separatorsAreKeptOnceAndWithoutSpaces() { assertEquals("%#", new LoginNames(" % # %", true).separators()); }

    @ParameterizedTest @ValueSource(strings = {"@", "%a", "+", "%\u00a7"}) void otherSeparatorsCannotBe(String separators) { assertThrows(Rejected.class, () -> new LoginNames(separators, true)); }
}
