package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
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
import org.posthouse.list.Wish;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Texts;

@ApplicationScoped class ListJoinFormHandler implements FormHandler<ListJoinForm> {
    @Inject Standings standings;
    @Inject Lists lists;
    @Inject Subscriptions subscriptions;

    @Override public Loaded<ListJoinForm> load(Subject who, Key key) {
        var list = list(key);
        return new Loaded<>(new ListJoinForm(who.address(), MemberState.of(list.plan().joining().firstState()), who.name()), "", list.address().toString());
    }

    private ListEntry list(Key key) { return lists.now().find(Standings.id(key)).orElseThrow(() -> Rejected.absent("key", "there is no such list")); }

    @Override public Work apply(Subject who, Key key, ListJoinForm form) {
        var address = Addresses.read(form.address()).orElseThrow(() -> Rejected.invalid("address", "{0} is not an address", form.address()));
        return () -> {
            var list = list(key);
            if (!standings.keys(who).contains(address.key())) throw Rejected.invalid("address", "{0} is not one of your addresses", form.address());
            var outcome = subscriptions.join(list, new Wish(address, form.name(), "", Optional.of(form.state().state())), Proof.SURE);
            if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.Silent || outcome instanceof Outcome.Already) throw Rejected.conflict("address", "{0}", Subscriptions.said(outcome, list, Texts.in(who.locale())));
            return Applied.to(key, list.address().toString()).then("/lists/" + list.address() + "/me?asked=" + (outcome instanceof Outcome.Done ? "done" : outcome instanceof Outcome.Waiting ? "waiting" : "letter"));
        };
    }
}
