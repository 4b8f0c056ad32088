package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.posthouse.account.IssuedSecrets;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class ApiTokenFormHandler implements FormHandler<ApiTokenForm> {
    @Inject Own own;
    @Inject IssuedSecrets secrets;
    @Inject Clock clock;

    @Override public boolean offered(Subject who, Key key) { return own.offers(who, UserOption.API_TOKENS); }

    @Override public Loaded<ApiTokenForm> load(Subject who, Key key) { return Loaded.of(new ApiTokenForm("", ApiTokenForm.Life.YEAR)); }

    @Override public Work apply(Subject who, Key key, ApiTokenForm form) {
        return () -> {
            var fresh = secrets.issue(own.account(who), IssuedSecrets.Kind.API_TOKEN, form.name(), form.life().period().map(clock.instant()::plus));
            return Applied.to(Key.of(fresh.id()), form.name()).revealing(fresh.secret()).then("/account/devices");
        };
    }
}
