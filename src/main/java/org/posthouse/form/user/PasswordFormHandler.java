package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Accounts;
import org.posthouse.account.ChosenPasswords;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;

/// Whoever is signed in elsewhere is so no more afterwards; app passwords and tokens stay.
@ApplicationScoped class PasswordFormHandler implements FormHandler<PasswordForm> {
    @Inject Own own;
    @Inject Accounts accounts;
    @Inject ChosenPasswords passwords;

    @Override public boolean offered(Subject who, Key key) { return own.is(who, key) && own.offers(who, UserOption.PASSWORD); }

    @Override public Loaded<PasswordForm> load(Subject who, Key key) { return new Loaded<>(new PasswordForm(Secret.NONE, Secret.NONE, Secret.NONE), "", own.account(who, key).name()); }

    @Override public Work apply(Subject who, Key key, PasswordForm form) {
        passwords.chosen("password", form.password().reveal());
        if (!form.password().reveal().equals(form.again().reveal())) throw Rejected.invalid("again", "is not the same as above");
        own.confirm(who, "current", form.current());
        var fresh = passwords.hash("password", form.password().reveal()).orElseThrow(() -> Rejected.conflict("password", "too many passwords are looked at just now; try again in a moment"));
        return () -> {
            var account = own.account(who, key);
            accounts.change(account, account.plan(), Optional.of(fresh));
            return Applied.to(Key.of(account.id()), account.name()).then("/account/devices?saved=password");
        };
    }
}
