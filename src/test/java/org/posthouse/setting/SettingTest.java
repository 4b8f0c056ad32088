package org.posthouse.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthouse.connector.api.Limits;

class SettingTest {
    @Test void aHouseWhereNobodyChoseAnythingHasTheConnectorsDefaults() { assertEquals(Limits.DEFAULT, Snapshot.STANDARD.limits()); }

    /// Each setting of a protocol moves one component of the limits, and no two the same.
    @Test void everyLimitReachesTheConnector() {
        var limits = Arrays.stream(Setting.values()).filter(setting -> setting.label().matches("(smtp|pop3|session)\\..*")).toList();
        var seen = limits.stream().map(SettingTest::moved).map(changed -> Snapshot.STANDARD.with(changed).limits()).distinct().toList();
        assertEquals(limits.size(), seen.size());
        assertTrue(!seen.contains(Limits.DEFAULT));
        assertEquals(Limits.class.getRecordComponents().length, limits.size());
    }

    private static Map<Setting, Long> moved(Setting setting) { return Map.of(setting, setting.standard() == setting.most() ? setting.least() : setting.standard() + 1); }

    @ParameterizedTest @EnumSource void aDefaultIsWithinItsBoundsAndComesBackFromItsText(Setting setting) {
        for (long value : new long[] {setting.standard(), setting.least(), setting.most()}) assertEquals(OptionalLong.of(value), setting.read(setting.text(value)));
        assertEquals(setting, Setting.named(setting.label()).orElseThrow());
        assertTrue(setting.label().matches("[a-z0-9]+\\.[a-z0-9-]+"), setting.label());
    }

    @ParameterizedTest @EnumSource void whatIsOutOfBoundsIsNoValue(Setting setting) {
        for (var text : List.of("" + (setting.most() + 1), "" + (setting.least() - 1), "", " ", "1e3", "1.5", "+200", "\"200\"", "null", "[]", "9".repeat(19), "TRUE", "yes"))
            assertEquals(OptionalLong.empty(), setting.read(text), text);
    }

    @ParameterizedTest @CsvSource({"HEADER_BYTES, MESSAGE_BYTES", "DATA_TIMEOUT, DATA_TOTAL", "CONNECTIONS_PER_ADDRESS, CONNECTIONS"})
    void whatIsInsideSomethingCannotBeLarger(Setting inner, Setting outer) {
        assertEquals(List.of(), Snapshot.STANDARD.misfits());
        var faults = Snapshot.STANDARD.with(Map.of(inner, inner.most(), outer, outer.least())).misfits();
        assertEquals(List.of(inner.label()), faults.stream().map(Snapshot.Fault::name).toList());
    }

    @Test void aDefaultIsNotChosenButForgotten() {
        var chosen = Snapshot.STANDARD.with(Map.of(Setting.RECIPIENTS, 500L, Setting.POP_TIMEOUT, 900L));
        assertEquals(500, chosen.limits().recipients());
        assertEquals(Duration.ofMinutes(15), chosen.limits().popTimeout());
        assertEquals(Map.of(Setting.POP_TIMEOUT, 900L), chosen.with(Map.of(Setting.RECIPIENTS, Setting.RECIPIENTS.standard())).chosen());
    }
}
