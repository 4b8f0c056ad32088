package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.routing.TypedAliases;

@ApplicationScoped class DeleteAliasFormHandler implements FormHandler<DeleteAliasForm> {
    @Inject TypedAliases aliases;

    @Override public Loaded<DeleteAliasForm> load(Subject who, Key key) {
        var alias = TypedAliasFormHandler.find(aliases, who, key);
        return new Loaded<>(new DeleteAliasForm(), Integer.toString(alias.version()), alias.address());
    }

    @Override public Work apply(Subject who, Key key, DeleteAliasForm form) {
        return () -> {
            var alias = TypedAliasFormHandler.find(aliases, who, key);
            aliases.remove(alias);
            return Applied.to(Key.NONE, alias.address()).then("/admin/aliases");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, DeleteAliasForm form) {
        var alias = TypedAliasFormHandler.find(aliases, who, key);
        return List.of(aliases.hides(alias.address()).map(account -> Effect.of("effect.account", alias.address(), account)).orElseGet(() -> Effect.of("effect.refused", alias.address())));
    }
}
