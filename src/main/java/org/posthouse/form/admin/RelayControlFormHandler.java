package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.policy.Policies;
import org.posthouse.policy.RelayLine;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

@ApplicationScoped class RelayControlFormHandler implements FormHandler<RelayControlForm> {
    @Inject Policies policies;
    @Inject Settings settings;

    @Override public Loaded<RelayControlForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new RelayControlForm(policies.relay().stream().map(line -> new RelayControlForm.Line(line.network(), line.sender())).toList(), (int) now.value(Setting.RELAY_POP_MINUTES)),
                policies.version() + "." + now.version(), "");
    }

    @Override public Work apply(Subject who, Key key, RelayControlForm form) {
        var fields = new SettingFields().put("popMinutes", Setting.RELAY_POP_MINUTES, form.popMinutes());
        return () -> {
            policies.relay(form.networks().stream().map(line -> new RelayLine(line.network(), line.sender())).toList());
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
