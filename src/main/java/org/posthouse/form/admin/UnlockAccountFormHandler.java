package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.account.Accounts;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class UnlockAccountFormHandler implements FormHandler<UnlockAccountForm> {
    @Inject Wards wards;
    @Inject Accounts accounts;

    @Override public Loaded<UnlockAccountForm> load(Subject who, Key key) {
        var account = wards.find(who, key);
        return new Loaded<>(new UnlockAccountForm(), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, UnlockAccountForm form) {
        return () -> {
            var account = wards.find(who, key);
            accounts.lock(account, false);
            return Applied.to(key, account.name()).then("/admin/account/" + account.id());
        };
    }

    @Override public boolean offered(Subject who, Key key) { return wards.anyOf(who, key, a -> a.locked() && a.trashed().isEmpty()); }
}
