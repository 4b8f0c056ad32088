package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.Accounts;
import org.posthouse.account.Reserved;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;

@ApplicationScoped class SetPasswordFormHandler implements FormHandler<SetPasswordForm> {
    @Inject Wards wards;
    @Inject Accounts accounts;
    @Inject TypedPasswords typed;

    @Override public Loaded<SetPasswordForm> load(Subject who, Key key) {
        var account = wards.find(who, key);
        return new Loaded<>(new SetPasswordForm(Secret.NONE, Secret.NONE, account.apop()), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, SetPasswordForm form) {
        var password = typed.twice(form.password(), form.again());
        return () -> {
            var account = wards.find(who, key);
            var p = account.plan();
            accounts.change(account, new AccountPlan(p.name(), p.addresses(), p.login(), p.role(), p.locked(), p.fromRewrite(), p.limits(), p.expiryDays(), p.restrictions(), p.finger(), p.listed(),
                    p.language(), p.timeZone(), form.apop()), Optional.of(password));
            return Applied.to(key, account.name()).then("/admin/account/" + account.id());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, SetPasswordForm form) {
        var account = wards.find(who, key);
        typed.check(form.password(), form.again());
        return account.hasPassword() ? List.of(Effect.of("effect.sessions", account.name())) : List.of();
    }

    /// Of the reserved accounts only Postmaster signs in.
    @Override public boolean offered(Subject who, Key key) {
        return wards.anyOf(who, key, a -> a.trashed().isEmpty() && (!a.isReserved() || a.login().equals(Reserved.POSTMASTER.local())));
    }
}
