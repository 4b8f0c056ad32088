package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.IssuedSecrets;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class AppPasswordFormHandler implements FormHandler<AppPasswordForm> {
    @Inject Own own;
    @Inject IssuedSecrets secrets;

    @Override public boolean offered(Subject who, Key key) { return own.offers(who, UserOption.APP_PASSWORDS); }

    @Override public Loaded<AppPasswordForm> load(Subject who, Key key) { return Loaded.of(new AppPasswordForm("")); }

    @Override public Work apply(Subject who, Key key, AppPasswordForm form) {
        return () -> {
            var fresh = secrets.issue(own.account(who), IssuedSecrets.Kind.APP_PASSWORD, form.name(), Optional.empty());
            return Applied.to(Key.of(fresh.id()), form.name()).revealing(fresh.secret()).then("/account/devices");
        };
    }
}
