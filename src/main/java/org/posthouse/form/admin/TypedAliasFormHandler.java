package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.Forbidden;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.routing.TypedAlias;
import org.posthouse.routing.TypedAliases;

@ApplicationScoped class TypedAliasFormHandler implements FormHandler<TypedAliasForm> {
    @Inject TypedAliases aliases;

    @Override public Loaded<TypedAliasForm> load(Subject who, Key key) {
        var alias = find(aliases, who, key);
        return new Loaded<>(new TypedAliasForm(alias.address(), AliasType.of(alias.kind()), alias.targets()), Integer.toString(alias.version()), alias.address());
    }

    @Override public Work apply(Subject who, Key key, TypedAliasForm form) {
        form.type().permitted(who);
        return () -> {
            var alias = aliases.change(find(aliases, who, key), form.type().kind(), form.targets());
            return Applied.to(key, alias.address());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, TypedAliasForm form) { return form.type() == AliasType.ADDRESS ? NewAliasFormHandler.nobodys(aliases, form.targets()) : List.of(); }

    /// One that they may change.
    static TypedAlias find(TypedAliases aliases, Subject who, Key key) {
        var alias = aliases.find(key.id()).orElseThrow(() -> Rejected.absent("key", "there is no such alias"));
        if (!who.administers(alias.domain()) || alias.kind() != TypedAlias.Kind.ADDRESS && !who.isPostmaster()) throw new Forbidden();
        return alias;
    }
}
