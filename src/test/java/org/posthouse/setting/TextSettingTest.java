package org.posthouse.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextSettingTest {
    @ParameterizedTest @EnumSource void aDefaultComesBackFromItsTextAndFitsItsRow(TextSetting setting) {
        assertEquals(Optional.of(setting.standard()), setting.read(setting.standard()));
        assertEquals(setting, TextSetting.named(setting.label()).orElseThrow());
        assertEquals(Optional.empty(), Setting.named(setting.label()), "one name, one setting");
        assertTrue(setting.most() <= 4000);
        assertTrue(setting.label().matches("[a-z0-9]+(\\.[a-z0-9-]+)+"), setting.label());
    }

    @ParameterizedTest @EnumSource void whatIsTooLongIsNoValue(TextSetting setting) { assertEquals(Optional.empty(), setting.read("a".repeat(setting.most() + 1))); }

    @ParameterizedTest @CsvSource(nullValues = "none", value = {
            "WEB_URL, https://mail.example.org, https://mail.example.org", "WEB_URL, ' http://mail.example.org:8080/post/ ', http://mail.example.org:8080/post", "WEB_URL, '', ''",
            "WEB_URL, mail.example.org, none", "WEB_URL, javascript:alert(1), none", "WEB_URL, https://, none", "WEB_URL, https://a@example.org, none", "WEB_URL, https://example.org/?a=b, none",
            "HOUSE_NAME, ' The House ', The House", "HOUSE_NAME, 'two\nlines', none",
            "HOUSE_LANGUAGE, ja, ja", "HOUSE_LANGUAGE, fr, none", "HOUSE_LANGUAGE, '', none",
            "HOUSE_TIME_ZONE, Asia/Tokyo, Asia/Tokyo", "HOUSE_TIME_ZONE, '', ''", "HOUSE_TIME_ZONE, Mars/Olympus, none"})
    void aTextMustHaveItsShape(TextSetting setting, String given, String kept) { assertEquals(Optional.ofNullable(kept), setting.read(given.replace("\\n", "\n"))); }

    @ParameterizedTest @CsvSource({"'', 0", "'192.0.2.1 mx.example.org mx', 0", "'# ours|  2001:db8::1 mx.example.org # the new one|', 0", "'192.0.2.1', 1", "'192.0.2.1 mx|mx.example.org 192.0.2.1', 2",
            "'192.0.2.300 mx', 1", "'192.0.2.1 m x!', 1"})
    void aHostIsAnAddressAndNames(String lines, int wrong) {
        var text = lines.replace('|', '\n');
        assertEquals(wrong == 0 ? Optional.of(text.stripTrailing()) : Optional.empty(), TextSetting.DNS_HOSTS.read(text));
        if (wrong > 0) assertEquals(java.util.List.of((Object) wrong), TextSetting.DNS_HOSTS.wanted(text).arguments());
    }

    @Test void aDefaultIsNotChosenButForgotten() {
        var chosen = Snapshot.STANDARD.withTexts(Map.of(TextSetting.HOUSE_NAME, "Post", TextSetting.HOUSE_LANGUAGE, "en"));
        assertEquals(Map.of(TextSetting.HOUSE_NAME, "Post"), chosen.texts());
        assertEquals("Post", chosen.text(TextSetting.HOUSE_NAME));
        assertEquals("en", chosen.text(TextSetting.HOUSE_LANGUAGE));
        assertEquals(Map.of(), chosen.withTexts(Map.of(TextSetting.HOUSE_NAME, TextSetting.HOUSE_NAME.standard())).texts());
    }
}
