package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.account.OwnPassword;
import org.posthouse.account.Postmasters;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.Forbidden;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;

@ApplicationScoped class PostmastersFormHandler implements FormHandler<PostmastersForm> {
    @Inject Postmasters postmasters;
    @Inject OwnPassword ownPassword;

    @Override public Loaded<PostmastersForm> load(Subject who, Key key) {
        if (!who.isPostmaster()) throw new Forbidden();
        var addresses = postmasters.addresses();
        return new Loaded<>(new PostmastersForm(addresses, Secret.NONE), Integer.toHexString(addresses.hashCode()), "Postmaster");
    }

    @Override public Work apply(Subject who, Key key, PostmastersForm form) {
        ownPassword.check(who.client(), who.account(), "ownPassword", form.ownPassword().reveal());
        return () -> {
            postmasters.appoint(form.forward());
            return Applied.to(key, "Postmaster");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, PostmastersForm form) {
        var now = postmasters.addresses();
        var effects = new ArrayList<Effect>();
        var fresh = form.forward().stream().filter(a -> now.stream().noneMatch(a::equalsIgnoreCase)).toList();
        var gone = now.stream().filter(a -> form.forward().stream().noneMatch(a::equalsIgnoreCase)).toList();
        if (!fresh.isEmpty()) effects.add(Effect.of("effect.may", String.join(", ", fresh)));
        if (!gone.isEmpty()) effects.add(Effect.of("effect.may-not", String.join(", ", gone)));
        return effects;
    }
}
