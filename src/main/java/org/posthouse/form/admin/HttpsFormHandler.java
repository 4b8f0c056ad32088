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

@ApplicationScoped class HttpsFormHandler implements FormHandler<HttpsForm> {
    @Inject Settings settings;

    @Override public Loaded<HttpsForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new HttpsForm(now.flag(Setting.HTTPS_REDIRECT)), Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, HttpsForm form) {
        var fields = new SettingFields().put("redirect", Setting.HTTPS_REDIRECT, form.redirect());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "").then("/admin/certificates");
        };
    }
}
