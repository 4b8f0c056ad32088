package org.posthouse.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainKeyTest {
    @ParameterizedTest @CsvSource({"example.test,example.test", "Example.TEST.,example.test", "b\u00fccher.test,xn--bcher-kva.test", "xn--bcher-kva.test,xn--bcher-kva.test", "localhost,localhost", "3com.test,3com.test"})
    void aNameHasOneSpelling(String typed, String key) { assertEquals(key, DomainKey.of(typed).orElseThrow().name()); }

    @ParameterizedTest @ValueSource(strings = {"", ".", "a..b", "-a.test", "a-.test", "a b.test", "a_b.test", "192.0.2.1", "[192.0.2.1]", "x@y.test", "a.test/24",
            "0123456789012345678901234567890123456789012345678901234567890123.test"})
    void whatIsNoHostNameIsNoDomain(String typed) { assertTrue(DomainKey.of(typed).isEmpty()); }

    @Test void idsGrowAlsoWithinAMillisecondAndFitInJson() {
        var ids = new Ids(Clock.fixed(Instant.parse("2090-01-01T00:00:00Z"), ZoneOffset.UTC));
        long last = 0;
        for (int i = 0; i < 100_000; i++) {
            long id = ids.next();
            assertTrue(id > last && id < 1L << 53);
            last = id;
        }
    }
}
