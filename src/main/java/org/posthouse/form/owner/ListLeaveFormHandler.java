package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Subscriptions;
import org.posthouse.routing.Addresses;

@ApplicationScoped class ListLeaveFormHandler implements FormHandler<ListLeaveForm> {
    @Inject Standings standings;
    @Inject Lists lists;
    @Inject Subscriptions subscriptions;

    @Override public Loaded<ListLeaveForm> load(Subject who, Key key) {
        standings.member(who, key, true);
        return new Loaded<>(new ListLeaveForm(), "", list(key).address().toString());
    }

    private ListEntry list(Key key) { return lists.now().find(Standings.id(key)).orElseThrow(() -> Rejected.absent("key", "there is no such list")); }

    @Override public Work apply(Subject who, Key key, ListLeaveForm form) {
        return () -> {
            var member = standings.member(who, key, true);
            var list = list(key);
            Addresses.read(member.address()).ifPresent(address -> subscriptions.leave(list, address, Subscriptions.Proof.SURE));
            return Applied.to(Key.NONE, list.address().toString()).then(who.isGuest() ? "/lists/mine" : "/account/lists");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, ListLeaveForm form) { return List.of(Effect.of("effect.leave", standings.member(who, key, true).address(), list(key).address().toString())); }
}
