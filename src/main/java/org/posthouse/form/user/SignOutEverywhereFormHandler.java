package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.account.AccountClosed;
import org.posthouse.account.AccountClosed.Why;
import org.posthouse.account.IssuedSecrets;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.token.Tokens;

@ApplicationScoped class SignOutEverywhereFormHandler implements FormHandler<SignOutEverywhereForm> {
    @Inject Own own;
    @Inject Whose whose;
    @Inject Tokens tokens;
    @Inject IssuedSecrets secrets;
    @Inject Event<AccountClosed> closed;

    @Override public Loaded<SignOutEverywhereForm> load(Subject who, Key key) { return new Loaded<>(new SignOutEverywhereForm(false), "", whose.account(who, key).name()); }

    @Override public Work apply(Subject who, Key key, SignOutEverywhereForm form) {
        return () -> {
            var account = whose.account(who, key);
            var name = account.name();
            long id = account.id();
            tokens.endAll(id);
            if (form.programs()) secrets.revokeAll(id);
            closed.fire(new AccountClosed(id, Why.CREDENTIAL));
            return Applied.to(Key.of(id), name).then(own.is(who, key) ? "/sign-in?out=1" : "/admin/account/" + id);
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, SignOutEverywhereForm form) {
        var account = whose.account(who, key);
        var effects = new ArrayList<Effect>();
        effects.add(Effect.of("effect.browsers", tokens.of(account.id()).size()));
        effects.add(Effect.of("effect.mail"));
        if (form.programs()) effects.add(Effect.of("effect.programs", secrets.of(account.id()).size()));
        return effects;
    }
}
