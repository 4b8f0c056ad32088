package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.account.IssuedSecrets;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

@ApplicationScoped class RevokeApiTokenFormHandler implements FormHandler<RevokeApiTokenForm> {
    @Inject IssuedSecrets secrets;

    @Override public Loaded<RevokeApiTokenForm> load(Subject who, Key key) {
        var issued = issued(who, key);
        return new Loaded<>(new RevokeApiTokenForm(issued.name(), Texts.in(who.locale()).time(issued.created(), who.zone())), "", issued.name());
    }

    @Override public Work apply(Subject who, Key key, RevokeApiTokenForm form) {
        return () -> {
            var issued = issued(who, key);
            secrets.revoke(who.account(), issued.id());
            return Applied.to(Key.NONE, issued.name()).then("/account/devices");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, RevokeApiTokenForm form) { return List.of(Effect.of("effect", issued(who, key).name())); }

    private IssuedSecrets.Issued issued(Subject who, Key key) {
        return secrets.find(who.account(), IssuedSecrets.Kind.API_TOKEN, key.id()).orElseThrow(() -> Rejected.absent("key", "there is no such thing"));
    }
}
