package org.posthouse.form.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.TestForms;
import org.posthouse.setting.Setting;
import org.posthouse.setting.TextSetting;

/// Forms that are made of settings.
class SettingFormsTest {
    private final TestHouse house = new TestHouse();
    private final LimitsFormHandler limits = new LimitsFormHandler();
    private final LoggingFormHandler logging = new LoggingFormHandler();

    @BeforeEach void wire() { limits.settings = logging.settings = house.settings; }

    @AfterEach void close() { house.close(); }

    private <F extends Record> F load(FormHandler<F> handler) { return TestForms.load(house, handler, TestForms.postmaster(), Key.NONE).form(); }

    private <F extends Record> void apply(FormHandler<F> handler, Map<String, List<String>> typed) { TestForms.apply(house, handler, TestForms.postmaster(), Key.NONE, TestForms.typed(load(handler), typed)); }

    private <F extends Record> List<String> refused(FormHandler<F> handler, Map<String, List<String>> typed) {
        return assertThrows(Rejected.class, () -> apply(handler, typed)).faults().stream().map(fault -> fault.field() + ": " + fault.message()).sorted().toList();
    }

    @Test void whatIsTypedBecomesASettingAndComesBack() {
        apply(limits, Map.of("messageBytes", List.of("20 MB"), "vrfy", List.of("true"), "recipients", List.of("500")));
        var now = house.work.call(house.settings::inTransaction);
        assertEquals(20L << 20, now.value(Setting.MESSAGE_BYTES));
        assertTrue(now.flag(Setting.VRFY));
        assertEquals(3, now.chosen().size(), "the others stay as the house comes");
        assertEquals(500, load(limits).recipients());
    }

    @Test void eachComponentIsASettingOfItsOwn() {
        var components = Arrays.stream(LimitsForm.class.getRecordComponents()).map(java.lang.reflect.RecordComponent::getName).toList();
        for (var component : components) {
            var before = house.work.call(house.settings::inTransaction);
            var type = Arrays.stream(LimitsForm.class.getRecordComponents()).filter(c -> c.getName().equals(component)).findFirst().orElseThrow().getType();
            apply(limits, Map.of(component, List.of(type == boolean.class ? "true" : component.equals("connectionsPerAddress") ? "99" : component.endsWith("onnections") ? "9999" : odd(component))));
            assertNotEquals(before, house.work.call(house.settings::inTransaction), component);
        }
        assertEquals(components.size(), house.work.call(house.settings::inTransaction).chosen().size());
    }

    /// One more than now: within bounds for all of them.
    private String odd(String component) {
        try {
            return Long.toString((long) LimitsForm.class.getMethod(component).invoke(load(limits)) + 1);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test void faultsAreToldAtTheComponentsAndNothingChanges() {
        var before = load(limits);
        assertEquals(List.of("errors: must be a whole number from 3 to 1,000", "popSeconds: must be a whole number from 600 to 86,400"), refused(limits, Map.of("errors", List.of("0"), "popSeconds", List.of("10"))));
        assertEquals(List.of("headerBytes: must not be more than smtp.message-bytes, which is 65,536"), refused(limits, Map.of("messageBytes", List.of("64 KB"))));
        assertEquals(before, load(limits));
    }

    @Test void theLogIsToldHowMuchToHold() {
        apply(logging, Map.of("days", List.of("7"), "signIn", List.of("details"), "server", List.of("events")));
        var now = house.work.call(house.settings::inTransaction);
        assertEquals(7, now.value(Setting.LOG_DAYS));
        assertEquals(Map.of(TextSetting.LOG_SIGN_IN, "details", TextSetting.LOG_SERVER, "events"), now.texts());
        assertEquals(List.of("days: must be a whole number from 1 to 3,650"), refused(logging, Map.of("days", List.of("0"))));
        assertEquals(List.of("smtp: is not one of the choices"), refused(logging, Map.of("smtp", List.of("everything"))));
    }
}
