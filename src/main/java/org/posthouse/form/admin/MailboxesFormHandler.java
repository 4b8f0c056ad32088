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

@ApplicationScoped class MailboxesFormHandler implements FormHandler<MailboxesForm> {
    @Inject Settings settings;

    @Override public Loaded<MailboxesForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new MailboxesForm(now.flag(Setting.MAILBOX_FULL_REFUSES), now.flag(Setting.MAILBOX_WARNINGS)), Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, MailboxesForm form) {
        var fields = new SettingFields().put("fullRefuses", Setting.MAILBOX_FULL_REFUSES, form.fullRefuses()).put("warnings", Setting.MAILBOX_WARNINGS, form.warnings());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
