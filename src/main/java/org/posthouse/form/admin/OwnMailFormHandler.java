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

@ApplicationScoped class OwnMailFormHandler implements FormHandler<OwnMailForm> {
    @Inject Settings settings;

    @Override public Loaded<OwnMailForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new OwnMailForm(now.flag(Setting.FORWARD_ASKS), now.flag(Setting.FORWARD_ASKS_ADMINISTRATORS), now.flag(Setting.SCRIPTS_EDIT_HEADER), now.value(Setting.SCRIPTS_REDIRECTS)), Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, OwnMailForm form) {
        var fields = new SettingFields().put("asks", Setting.FORWARD_ASKS, form.asks()).put("asksAdministrators", Setting.FORWARD_ASKS_ADMINISTRATORS, form.asksAdministrators())
                .put("editHeader", Setting.SCRIPTS_EDIT_HEADER, form.editHeader()).put("redirects", Setting.SCRIPTS_REDIRECTS, form.redirects());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
