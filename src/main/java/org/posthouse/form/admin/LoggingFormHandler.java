package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.form.admin.LoggingForm.Detail;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.setting.TextSetting;

@ApplicationScoped class LoggingFormHandler implements FormHandler<LoggingForm> {
    @Inject Settings settings;

    @Override public Loaded<LoggingForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new LoggingForm((int) now.value(Setting.LOG_DAYS), now.value(Setting.LOG_OCTETS),
                detail(now, TextSetting.LOG_SMTP), detail(now, TextSetting.LOG_POP3), detail(now, TextSetting.LOG_CONNECTIONS), detail(now, TextSetting.LOG_SIGN_IN),
                detail(now, TextSetting.LOG_DELIVERY), detail(now, TextSetting.LOG_STORE), detail(now, TextSetting.LOG_WEB), detail(now, TextSetting.LOG_CHANGES),
                detail(now, TextSetting.LOG_HOUSE), detail(now, TextSetting.LOG_SERVER)),
                Long.toString(now.version()), "");
    }

    private static Detail detail(Snapshot now, TextSetting setting) { return Detail.valueOf(now.text(setting).toUpperCase(Locale.ROOT)); }

    private static String text(Detail detail) { return detail.name().toLowerCase(Locale.ROOT); }

    @Override public Work apply(Subject who, Key key, LoggingForm form) {
        var fields = new SettingFields().put("days", Setting.LOG_DAYS, form.days()).put("octets", Setting.LOG_OCTETS, form.octets())
                .put("smtp", TextSetting.LOG_SMTP, text(form.smtp()))
                .put("pop3", TextSetting.LOG_POP3, text(form.pop3()))
                .put("connections", TextSetting.LOG_CONNECTIONS, text(form.connections()))
                .put("signIn", TextSetting.LOG_SIGN_IN, text(form.signIn()))
                .put("delivery", TextSetting.LOG_DELIVERY, text(form.delivery()))
                .put("store", TextSetting.LOG_STORE, text(form.store()))
                .put("web", TextSetting.LOG_WEB, text(form.web()))
                .put("changes", TextSetting.LOG_CHANGES, text(form.changes()))
                .put("house", TextSetting.LOG_HOUSE, text(form.house()))
                .put("server", TextSetting.LOG_SERVER, text(form.server()));
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "").then("/admin/log");
        };
    }
}
