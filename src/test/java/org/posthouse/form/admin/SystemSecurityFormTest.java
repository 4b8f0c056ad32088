package org.posthouse.form.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Key;
import org.posthouse.form.TestForms;
import org.posthouse.setting.Setting;
import org.posthouse.token.TestTokens;

class SystemSecurityFormTest {
    private final TestHouse house = new TestHouse();
    private final SystemSecurityFormHandler handler = new SystemSecurityFormHandler();

    @BeforeEach void open() {
        handler.settings = house.settings;
        handler.access = TestTokens.access(house);
        handler.people = house.people;
    }

    @AfterEach void close() { house.close(); }

    private void apply(SystemSecurityForm form) { TestForms.apply(house, handler, TestForms.postmaster(), Key.NONE, form); }

    @Test void whatIsSavedHoldsAndIsShownAgain() {
        var form = new SystemSecurityForm(List.of("192.0.2.0/24"), 15, 8, false, 10, true);
        apply(form);
        assertEquals(form, TestForms.load(house, handler, TestForms.postmaster(), Key.NONE).form());
        assertEquals(900, house.settings.now().value(Setting.TOKEN_SECONDS));
        assertTrue(handler.access.admits(InetAddress.ofLiteral("192.0.2.9")));
        assertFalse(handler.access.admits(InetAddress.ofLiteral("198.51.100.9")));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource({"192.0.2.0/24, 0, 12, 8, tokenMinutes", "192.0.2.0/24, 121, 12, 8, tokenMinutes", "192.0.2.0/24, 5, 0, 8, tokenHours", "192.0.2.0/24, 5, 12, 5, passwordMinimum",
            "192.0.2.0/24, 5, 12, 65, passwordMinimum", "example.test, 5, 12, 8, networks"})
    void aMistakeIsToldAtItsField(String network, long minutes, long hours, long minimum, String field) {
        var fault = assertThrows(Rejected.class, () -> apply(new SystemSecurityForm(List.of(network), minutes, hours, true, minimum, false)));
        assertEquals(field, fault.faults().getFirst().field());
    }

    @Test void whoWouldShutThemselvesOutIsWarned() {
        assertEquals(List.of(), effects(List.of(), false));
        assertTrue(effects(List.of("192.0.2.0/24"), false).getFirst().startsWith("Only the one network listed reaches these pages"));
        assertTrue(effects(List.of("198.51.100.0/24"), false).getFirst().startsWith("You are at 192.0.2.1"));
        assertEquals(2, effects(List.of(), true).size(), "administrators need a second step, and this one has none");
    }

    private List<String> effects(List<String> networks, boolean factor) {
        return TestForms.effects(house, handler, "system-security", TestForms.postmaster(), Key.NONE, new SystemSecurityForm(networks, 5, 12, true, 8, factor));
    }
}
