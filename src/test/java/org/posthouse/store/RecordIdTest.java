package org.posthouse.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdTest {
    private static final UUID SEGMENT = UUID.fromString("019b7ca9-8c88-7887-8625-9f289be92f51");

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 15, 16, 0x12AB34, 0x7FFFFFF, 0x8000000, 0x10000000, Integer.MAX_VALUE })
    void textIsReadBackAsItWasWritten(int number) {
        var id = new RecordId(SEGMENT, number);
        assertEquals(Optional.of(id), RecordId.parse(id.toString()));
        assertTrue(id.toString().matches("[0-9a-z-]{34,41}"), id.toString());
    }

    @Test void textIsTheSegmentInHexAndTheNumber() { assertEquals("019b7ca98c88788786259f289be92f51-1f", new RecordId(SEGMENT, 31).toString()); }

    @ParameterizedTest
    @ValueSource(strings = { "", "-", "019b7ca98c88788786259f289be92f51", "019b7ca98c88788786259f289be92f51-", "019b7ca98c88788786259f289be92f51-01",
            "019b7ca98c88788786259f289be92f51-80000000", "019B7CA98C88788786259F289BE92F51-1", "019b7ca98c88788786259f289be92f51-1 ", "019b7ca9-8c88-7887-8625-9f289be92f51-1",
            "019b7ca98c88788786259f289be92f5-11", "019b7ca98c88788786259f289be92f51-g", "019b7ca98c88788786259f289be92f51--1" })
    void anyOtherTextIsNoId(String text) { assertEquals(Optional.empty(), RecordId.parse(text)); }

    @Test void idsOrderByTheTimeOfTheirSegmentThenByNumber() {
        var later = new RecordId(UUID.fromString("f19b7ca9-8c88-7887-8625-9f289be92f51"), 0);
        assertTrue(new RecordId(SEGMENT, 9).compareTo(later) < 0);
        assertTrue(new RecordId(SEGMENT, 9).compareTo(new RecordId(SEGMENT, 10)) < 0);
        assertEquals(0, later.compareTo(later));
    }
}
