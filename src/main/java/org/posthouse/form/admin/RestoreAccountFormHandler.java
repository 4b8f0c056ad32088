package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.account.Accounts;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class RestoreAccountFormHandler implements FormHandler<RestoreAccountForm> {
    @Inject Wards wards;
    @Inject Accounts accounts;

    @Override public Loaded<RestoreAccountForm> load(Subject who, Key key) {
        var account = wards.find(who, key);
        return new Loaded<>(new RestoreAccountForm(), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, RestoreAccountForm form) {
        return () -> {
            var account = wards.find(who, key);
            accounts.restore(account);
            return Applied.to(key, account.name()).then("/admin/account/" + account.id());
        };
    }

    @Override public boolean offered(Subject who, Key key) { return wards.anyOf(who, key, a -> a.trashed().isPresent()); }
}
