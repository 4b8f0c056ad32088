package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.account.Accounts;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class LockAccountFormHandler implements FormHandler<LockAccountForm> {
    @Inject Wards wards;
    @Inject Accounts accounts;

    @Override public Loaded<LockAccountForm> load(Subject who, Key key) {
        var account = wards.find(who, key);
        return new Loaded<>(new LockAccountForm(), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, LockAccountForm form) {
        return () -> {
            var account = wards.find(who, key);
            accounts.lock(account, true);
            return Applied.to(key, account.name()).then("/admin/account/" + account.id());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, LockAccountForm form) { return List.of(Effect.of("effect.sessions", wards.find(who, key).name()), Effect.of("effect.mail")); }

    @Override public boolean offered(Subject who, Key key) { return wards.anyOf(who, key, a -> !a.isReserved() && !a.locked()); }
}
