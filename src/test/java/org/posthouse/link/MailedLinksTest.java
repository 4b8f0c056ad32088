package org.posthouse.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.TestHouse;

class MailedLinksTest {
    private final TestHouse house = new TestHouse(TestLinks.entities().toArray(Class<?>[]::new));
    private final MailedLinks links = new TestLinks(house).links;

    @AfterEach void close() { house.close(); }

    private String issue(String payload) { return house.work.call(() -> links.issue(Purpose.FORWARD, "17", payload, Duration.ofDays(7))); }

    private Optional<String> use(Purpose purpose, String token) { return house.work.call(() -> links.use(purpose, token)); }

    @Test void aTokenIsUsedOnceAndInEitherCase() {
        var token = issue("to@far.example");
        assertTrue(token.matches("[a-z0-9]{1,32}"), token);
        assertEquals("to@far.example", house.work.call(() -> links.find(token.toUpperCase(Locale.ROOT))).orElseThrow().payload());
        assertEquals(Optional.of("to@far.example"), use(Purpose.FORWARD, token.toUpperCase(Locale.ROOT)));
        assertEquals(Optional.empty(), use(Purpose.FORWARD, token));
    }

    @Test void aTokenIsForOnePurpose() {
        var token = issue("x");
        assertEquals(Optional.empty(), use(Purpose.PASSWORD, token));
        assertEquals(Optional.of("x"), use(Purpose.FORWARD, token));
    }

    @Test void aTokenEndsWithItsTimeAndIsForgotten() {
        var token = issue("x");
        house.clock.pass(Duration.ofDays(7).plusSeconds(1));
        assertEquals(Optional.empty(), house.work.call(() -> links.find(token)));
        assertEquals(Optional.empty(), use(Purpose.FORWARD, token));
        assertFalse(house.work.call(links::prune));
        assertEquals(0L, (Long) house.work.call(() -> house.database.createQuery("select count(l) from MailedLink l", Long.class).getSingleResult()));
    }

    @Test void whatIsPendingIsKnownByItsSubjectAndWithdrawn() {
        issue("one");
        house.clock.pass(Duration.ofHours(1));
        var token = issue("two");
        assertEquals("two", house.work.call(() -> links.pending(Purpose.FORWARD, "17")).getFirst().payload());
        assertEquals(2, (int) house.work.call(() -> links.withdraw(Purpose.FORWARD, "17")));
        assertEquals(Optional.empty(), use(Purpose.FORWARD, token));
    }

    @Test void whatIsNoTokenIsNobodys() {
        for (var text : new String[] {"", "a", "a".repeat(26), "ä".repeat(26), "x".repeat(10_000)}) assertEquals(Optional.empty(), use(Purpose.FORWARD, text), text);
    }

    @Test void theTokenItselfIsNotStored() {
        var token = issue("x");
        assertTrue(house.work.call(() -> house.database.createNativeQuery("SELECT token_hash FROM mailed_link", String.class).getResultList()).stream().noneMatch(hash -> ((String) hash).contains(token)));
    }
}
