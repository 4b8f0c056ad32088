package org.posthouse.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTimesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "07:30 12:00 | 0  | UTC           | 2026-03-01T07:00:00Z | 2026-03-01T07:30:00Z",
        "12:00 07:30 | 0  | UTC           | 2026-03-01T07:30:00Z | 2026-03-01T12:00:00Z",
        "07:30 12:00 | 0  | UTC           | 2026-03-01T12:00:00Z | 2026-03-02T07:30:00Z",
        "7:30        | 0  | Asia/Tokyo    | 2026-03-01T00:00:00Z | 2026-03-01T22:30:00Z",
        "''          | 20 | UTC           | 2026-03-01T23:50:00Z | 2026-03-02T00:10:00Z",
        "12:00       | 20 | UTC           | 2026-03-01T11:50:00Z | 2026-03-01T12:00:00Z",
        "02:30       | 0  | Europe/Berlin | 2026-03-29T00:00:00Z | 2026-03-29T01:30:00Z",
        "''          | 0  | UTC           | 2026-03-01T00:00:00Z | ''",
    })
    void theNextIsFound(String times, int minutes, String zone, Instant after, String next) {
        var read = ConnectionTimes.read(Arrays.asList(times.split(" "))).orElseThrow();
        assertEquals(next, new ConnectionTimes(read, minutes, ZoneId.of(zone)).next(after).map(Instant::toString).orElse(""));
    }

    @Test void whatIsNoTimeIsNone() {
        assertEquals(Optional.empty(), ConnectionTimes.read(List.of("07:30", "at noon")));
        assertEquals(Optional.empty(), ConnectionTimes.read(List.of("24:30")));
    }
}
