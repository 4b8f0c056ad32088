package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.Forbidden;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.HeldItems;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Members;

@ApplicationScoped class ListDeleteFormHandler implements FormHandler<ListDeleteForm> {
    @Inject Standings standings;
    @Inject Lists lists;
    @Inject Members members;
    @Inject HeldItems held;

    @Override public Loaded<ListDeleteForm> load(Subject who, Key key) { return new Loaded<>(new ListDeleteForm(), "", administered(who, key).address().toString()); }

    @Override public Work apply(Subject who, Key key, ListDeleteForm form) {
        return () -> {
            var list = administered(who, key);
            lists.remove(lists.find(list.id()).orElseThrow());
            return new Applied(Key.NONE, list.address().toString(), Optional.empty(), Optional.of("/admin/lists"));
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, ListDeleteForm form) {
        var list = administered(who, key);
        var effects = new ArrayList<Effect>();
        effects.add(Effect.of("effect.refused", list.address().toString()));
        effects.add(Effect.of("effect.members", members.belonging(list.id())));
        long posts = lists.number(list.id()) - 1;
        if (posts > 0) effects.add(Effect.of("effect.archive", posts));
        if (held.count(list.id()) > 0) effects.add(Effect.of("effect.held", held.count(list.id())));
        return effects;
    }

    private ListEntry administered(Subject who, Key key) {
        var list = standings.owned(who, key);
        if (!who.administers(list.domain())) throw new Forbidden();
        return list;
    }
}
