package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Subscriptions;
import org.posthouse.list.Subscriptions.Outcome;
import org.posthouse.list.Subscriptions.Proof;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Texts;

@ApplicationScoped class ListMoveFormHandler implements FormHandler<ListMoveForm> {
    @Inject Standings standings;
    @Inject Lists lists;
    @Inject Subscriptions subscriptions;

    @Override public Loaded<ListMoveForm> load(Subject who, Key key) { return new Loaded<>(new ListMoveForm(standings.member(who, key, true).address(), ""), "", list(key).address().toString()); }

    private ListEntry list(Key key) { return lists.now().find(Standings.id(key)).orElseThrow(() -> Rejected.absent("key", "there is no such list")); }

    @Override public Work apply(Subject who, Key key, ListMoveForm form) {
        var to = Addresses.read(form.address()).orElseThrow(() -> Rejected.invalid("address", "{0} is not an address", form.address()));
        return () -> {
            var member = standings.member(who, key, true);
            var list = list(key);
            var outcome = subscriptions.move(list, member, to, standings.keys(who).contains(to.key()) ? Proof.SURE : Proof.NOBODY);      // nobody moves their mail to a stranger
            if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.Already || outcome instanceof Outcome.NoMember) throw Rejected.conflict("address", "{0}", Subscriptions.said(outcome, list, Texts.in(who.locale())));
            return Applied.to(key, list.address().toString()).then("/lists/" + list.address() + "/me?asked=" + (outcome instanceof Outcome.Done ? "moved" : "moving"));
        };
    }
}
