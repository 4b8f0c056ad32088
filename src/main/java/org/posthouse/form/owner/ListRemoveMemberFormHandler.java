package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Subscriptions;

@ApplicationScoped class ListRemoveMemberFormHandler implements FormHandler<ListRemoveMemberForm> {
    @Inject Standings standings;
    @Inject Subscriptions subscriptions;

    @Override public Loaded<ListRemoveMemberForm> load(Subject who, Key key) { return new Loaded<>(new ListRemoveMemberForm(), "", standings.member(who, key, false).address()); }

    @Override public Work apply(Subject who, Key key, ListRemoveMemberForm form) {
        return () -> {
            var member = standings.member(who, key, false);
            var list = standings.owned(who, key);
            if (member.state().belongs()) subscriptions.remove(list, member, list.plan().joining().farewell());
            return Applied.to(Key.NONE, member.address()).then("/lists/" + list.address() + "/admin/members");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, ListRemoveMemberForm form) {
        return List.of(Effect.of("effect.gone", standings.member(who, key, false).address(), standings.owned(who, key).address().toString()));
    }
}
