package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The live settings, as a postmaster's script changes them.
@OnEachDatabase class SettingsIT {
    private final House house;
    private final Api api;

    SettingsIT(Database database) {
        house = database.shared();
        api = house.api();
    }

    @Test void aChangedSettingHoldsWithoutARestart() throws Exception {
        var shown = api.get("settings");
        assertEquals(200, shown.status());
        assertTrue(shown.says("\"smtp.expn\":false") && shown.number("smtp.recipients") == 1000, shown.body());
        var tag = shown.whole().headers().firstValue("ETag").orElseThrow();
        try {
            var changed = api.patch("settings", "{\"smtp.expn\":true}", "If-Match", tag);
            assertEquals(200, changed.status(), changed::body);
            assertTrue(changed.says("\"smtp.expn\":true"));
            assertEquals(412, api.patch("settings", "{\"smtp.expn\":false}", "If-Match", tag).status());
            try (var line = house.dial("smtp")) {
                line.talk("S: 220 .*\nC: HELO me.test\nS: 250 .*\nC: EXPN postmaster\nS: 250 .*");
            }
        } finally {
            assertTrue(api.patch("settings", "{\"smtp.expn\":null}").says("\"smtp.expn\":false"));
        }
    }

    @Test void whatCannotBeUsedIsNamed() throws Exception {
        for (var wrong : Map.of("{\"smtp.recipients\":5}", "smtp.recipients", "{\"smtp.recipients\":\"500\"}", "smtp.recipients", "{\"smtp.vrfy\":1}", "smtp.vrfy", "{\"colour\":1}", "colour").entrySet()) {
            var refused = api.patch("settings", wrong.getKey());
            assertEquals(422, refused.status(), refused::body);
            assertTrue(refused.says("\"field\":\"" + wrong.getValue() + "\""), refused.body());
        }
        assertEquals(1000, api.get("settings").number("smtp.recipients"));
    }

    @Test void aSettingExplainsItself() throws Exception {
        var told = api.get("settings/smtp.recipients");
        assertTrue(told.says("\"unit\":\"number\"") && told.says("\"meaning\":\"Recipients of one message\""), told.body());
        assertEquals(100, told.number("least"));
        assertEquals(404, api.get("settings/colour").status());
    }

    @Test void othersThanThePostmasterMayNotLook() throws Exception {
        assertEquals(401, api.anonymous().get("settings").status());
        var jane = house.account("settings.jane");
        assertEquals(403, api.as(jane.address(), jane.password()).get("settings").status());
        assertEquals(403, api.as(jane.address(), jane.password()).patch("settings", "{\"smtp.vrfy\":true}").status());
    }
}
