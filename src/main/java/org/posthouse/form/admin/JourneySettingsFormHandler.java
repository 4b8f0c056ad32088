package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

@ApplicationScoped class JourneySettingsFormHandler implements FormHandler<JourneySettingsForm> {
    @Inject Settings settings;

    @Override public Loaded<JourneySettingsForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new JourneySettingsForm(now.flag(Setting.JOURNEYS_ON), (int) now.value(Setting.JOURNEYS_DAYS), now.value(Setting.JOURNEYS_OCTETS)), Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, JourneySettingsForm form) {
        var fields = new SettingFields().put("on", Setting.JOURNEYS_ON, form.on()).put("days", Setting.JOURNEYS_DAYS, form.days()).put("octets", Setting.JOURNEYS_OCTETS, form.octets());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "").then("/admin/journeys");
        };
    }
}
