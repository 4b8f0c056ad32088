package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.account.AccountTemplate;
import org.posthouse.account.AccountTemplates;
import org.posthouse.account.MailboxLimits;
import org.posthouse.form.Applied;
import org.posthouse.form.Choice;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class AccountTemplateFormHandler implements FormHandler<AccountTemplateForm> {
    @Inject AccountTemplates templates;
    @Inject Localities localities;

    @Override public Loaded<AccountTemplateForm> load(Subject who, Key key) {
        var t = templates.now();
        return new Loaded<>(new AccountTemplateForm(t.limits().mailboxBytes(), t.limits().messages(), t.limits().messageBytes(), t.expiryDays(), t.fromRewrite(), t.listed(), t.language(), t.timeZone()),
                Integer.toHexString(t.toString().hashCode()), "");
    }

    @Override public Work apply(Subject who, Key key, AccountTemplateForm form) {
        return () -> {
            templates.change(new AccountTemplate(form.fromRewrite(), new MailboxLimits(form.maxMailboxBytes(), form.maxMessages(), form.maxMessageBytes()), form.expiryDays(), form.listed(), form.language(), form.timeZone()));
            return Applied.to(key, "");
        };
    }

    @Override public List<Choice> choices(Subject who, Key key, String field) {
        var t = templates.now();
        return localities.choices(who, field, field.equals("language") ? t.language() : t.timeZone());
    }
}
