package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LoginNames;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class LoginNamesFormHandler implements FormHandler<LoginNamesForm> {
    @Inject Domains domains;

    @Override public Loaded<LoginNamesForm> load(Subject who, Key key) {
        var now = domains.loginNames();
        return new Loaded<>(new LoginNamesForm(now.bareFirst(), String.join(" ", now.separators().split(""))), Integer.toString(domains.loginNamesVersion()), "");
    }

    @Override public Work apply(Subject who, Key key, LoginNamesForm form) {
        var names = new LoginNames(form.separators(), form.bareFirst());
        return () -> {
            domains.change(names);
            return Applied.to(Key.NONE, "");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, LoginNamesForm form) {
        var now = domains.loginNames();
        if (now.bareFirst() && !form.bareFirst()) return List.of(Effect.of("effect.bare", domains.local().first().map(d -> d.name()).orElse("")));
        return new LoginNames(form.separators(), true).separators().chars().boxed().toList().containsAll(now.separators().chars().boxed().toList()) ? List.of() : List.of(Effect.of("effect.separators"));
    }
}
