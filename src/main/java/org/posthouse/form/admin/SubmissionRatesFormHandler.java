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

@ApplicationScoped class SubmissionRatesFormHandler implements FormHandler<SubmissionRatesForm> {
    @Inject Settings settings;

    @Override public Loaded<SubmissionRatesForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new SubmissionRatesForm(now.value(Setting.RATE_ACCOUNT_MESSAGES), now.value(Setting.RATE_ACCOUNT_RECIPIENTS), now.value(Setting.RATE_CLIENT_MESSAGES), now.value(Setting.RATE_CLIENT_RECIPIENTS)),
                Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, SubmissionRatesForm form) {
        var fields = new SettingFields().put("accountMessages", Setting.RATE_ACCOUNT_MESSAGES, form.accountMessages()).put("accountRecipients", Setting.RATE_ACCOUNT_RECIPIENTS, form.accountRecipients())
                .put("clientMessages", Setting.RATE_CLIENT_MESSAGES, form.clientMessages()).put("clientRecipients", Setting.RATE_CLIENT_RECIPIENTS, form.clientRecipients());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
