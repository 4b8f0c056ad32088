package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.policy.Policies;
import org.posthouse.policy.SendingRight;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

@ApplicationScoped class SubmissionFormHandler implements FormHandler<SubmissionForm> {
    @Inject Policies policies;
    @Inject Accounts accounts;
    @Inject Settings settings;

    @Override public Loaded<SubmissionForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        var rights = policies.rights().stream().map(right -> new SubmissionForm.Right(accounts.find(right.account()).map(Account::primaryAddress).orElse(""), right.pattern())).toList();
        return new Loaded<>(new SubmissionForm(now.flag(Setting.SUBMISSION_OWN_SENDER), rights, now.flag(Setting.SUBMISSION_COMPLETE), now.text(TextSetting.SUBMISSION_DOMAIN), now.flag(Setting.SUBMISSION_FIELDS)),
                policies.version() + "." + now.version(), "");
    }

    @Override public Work apply(Subject who, Key key, SubmissionForm form) {
        var fields = new SettingFields().put("ownSender", Setting.SUBMISSION_OWN_SENDER, form.ownSender()).put("complete", Setting.SUBMISSION_COMPLETE, form.complete())
                .put("domain", TextSetting.SUBMISSION_DOMAIN, form.domain()).put("fields", Setting.SUBMISSION_FIELDS, form.fields());
        return () -> {
            policies.rights(rights(form));
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }

    private List<SendingRight> rights(SubmissionForm form) {
        return form.rights().stream().filter(right -> !right.account().isBlank() || !right.address().isBlank()).map(right -> new SendingRight(
                accounts.findByAddress("rights", right.account()).orElseThrow(() -> Rejected.invalid("rights", "{0} is nobody''s address here", right.account().strip())).id(), right.address())).toList();
    }
}
