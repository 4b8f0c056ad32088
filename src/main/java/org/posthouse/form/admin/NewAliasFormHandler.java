package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.routing.TypedAliases;

@ApplicationScoped class NewAliasFormHandler implements FormHandler<NewAliasForm> {
    private static final int SHOWN = 5;

    @Inject TypedAliases aliases;

    @Override public Loaded<NewAliasForm> load(Subject who, Key key) { return Loaded.of(new NewAliasForm("", AliasType.ADDRESS, List.of())); }

    @Override public Work apply(Subject who, Key key, NewAliasForm form) {
        form.type().permitted(who);
        return () -> {
            theirs(who, form);
            var alias = aliases.add(form.address(), form.type().kind(), form.targets());
            return Applied.to(Key.of(alias.id()), alias.address()).then("/admin/aliases");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, NewAliasForm form) {
        theirs(who, form);
        var effects = new ArrayList<Effect>();
        aliases.hides(form.address()).ifPresent(account -> effects.add(Effect.of("effect.hides", form.address(), account)));
        if (form.type() == AliasType.ADDRESS) effects.addAll(nobodys(aliases, form.targets()));
        return effects;
    }

    /// Before anything is told about the address, too.
    private void theirs(Subject who, NewAliasForm form) {
        if (!who.administers(aliases.domain(form.address()).id())) throw Rejected.invalid("address", "{0} is in no domain that you look after", form.address());
    }

    static List<Effect> nobodys(TypedAliases aliases, List<String> targets) { return aliases.nobodys(targets).stream().limit(SHOWN).map(address -> Effect.of("effect.nobody", address)).toList(); }
}
