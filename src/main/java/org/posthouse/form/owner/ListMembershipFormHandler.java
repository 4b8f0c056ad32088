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
import org.posthouse.routing.Addresses;

@ApplicationScoped class ListMembershipFormHandler implements FormHandler<ListMembershipForm> {
    @Inject Standings standings;
    @Inject Lists lists;
    @Inject Subscriptions subscriptions;

    @Override public Loaded<ListMembershipForm> load(Subject who, Key key) {
        var m = standings.member(who, key, true);
        return new Loaded<>(new ListMembershipForm(m.address(), MemberState.of(m.state()), m.format(), m.name(), OwnLanguage.of(m.language())), Integer.toString(m.version()), list(key).address().toString());
    }

    private ListEntry list(Key key) { return lists.now().find(Standings.id(key)).orElseThrow(() -> Rejected.absent("key", "there is no such list")); }

    @Override public Work apply(Subject who, Key key, ListMembershipForm f) {
        return () -> {
            var m = standings.member(who, key, true);
            var list = list(key);
            if (!m.state().belongs()) throw Rejected.conflict("state", "{0} has left; add the address again", m.address());
            m.describe(f.name(), f.language().tag(), f.format());
            if (f.state().state() != m.state()) Addresses.read(m.address()).ifPresent(address -> subscriptions.change(list, address, f.state().state(), Optional.of(f.format()), Subscriptions.Proof.SURE));
            return Applied.to(key, list.address().toString()).then("/lists/" + list.address() + "/me");
        };
    }
}
