package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.account.SecondFactors;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;

/// Asks for the password of whoever does it, also when it is done for somebody else.
@ApplicationScoped class SecondFactorOffFormHandler implements FormHandler<SecondFactorOffForm> {
    @Inject Own own;
    @Inject Whose whose;
    @Inject SecondFactors factors;

    @Override public boolean offered(Subject who, Key key) { return (own.is(who, key) || who.administers(whose.account(who, key))) && factors.isOn(whose.account(who, key).id()); }

    @Override public Loaded<SecondFactorOffForm> load(Subject who, Key key) { return new Loaded<>(new SecondFactorOffForm(Secret.NONE), "", whose.account(who, key).name()); }

    @Override public Work apply(Subject who, Key key, SecondFactorOffForm form) {
        own.confirm(who, "current", form.current());
        return () -> {
            var account = whose.account(who, key);
            factors.off(account.id());
            return Applied.to(Key.of(account.id()), account.name()).then(own.is(who, key) ? "/account/devices" : "/admin/account/" + account.id());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, SecondFactorOffForm form) { return List.of(Effect.of("effect", whose.account(who, key).name())); }
}
