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

@ApplicationScoped class QueueLimitsFormHandler implements FormHandler<QueueLimitsForm> {
    @Inject Settings settings;

    @Override public Loaded<QueueLimitsForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new QueueLimitsForm(now.value(Setting.QUEUE_RUNS), now.value(Setting.QUEUE_DESTINATION_RUNS), now.value(Setting.QUEUE_RECIPIENTS), now.value(Setting.QUEUE_MESSAGES),
                now.value(Setting.QUEUE_RATE)), Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, QueueLimitsForm form) {
        var fields = new SettingFields()
                .put("runs", Setting.QUEUE_RUNS, form.runs())
                .put("destinationRuns", Setting.QUEUE_DESTINATION_RUNS, form.destinationRuns())
                .put("recipients", Setting.QUEUE_RECIPIENTS, form.recipients())
                .put("messages", Setting.QUEUE_MESSAGES, form.messages())
                .put("perMinute", Setting.QUEUE_RATE, form.perMinute());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
