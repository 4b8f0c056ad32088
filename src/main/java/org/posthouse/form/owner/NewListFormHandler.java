package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Lists;
import org.posthouse.routing.Addresses;

@ApplicationScoped public class NewListFormHandler implements FormHandler<NewListForm> {
    @Inject Lists lists;
    @Inject Domains domains;

    @Override public Loaded<NewListForm> load(Subject who, Key key) {
        return Loaded.of(new NewListForm("", "", Purpose.DISCUSSION, ListLanguage.of(who.locale().getLanguage()), List.of(who.address()), List.of()));
    }

    @Override public Work apply(Subject who, Key key, NewListForm form) {
        return () -> {
            theirs(who, form.address());
            var list = lists.add(form.address(), form.names(), form.owners(), form.purpose().plan(form.caption(), form.language().tag()));
            var address = list.name() + "@" + domains.local().find(list.domain()).map(LocalDomain::name).orElse("");
            return Applied.to(Key.of(list.id()), address).then("/lists/" + address + "/admin/");
        };
    }

    /// Domain administrators make lists in their own domains.
    ///
    /// @throws Rejected INVALID `address`
    public void theirs(Subject who, String address) {
        var domain = Addresses.read(address).flatMap(read -> domains.local().find(read.domainKey()));
        if (domain.isPresent() && !who.administers(domain.get().id())) throw Rejected.invalid("address", "{0} is in no domain that you look after", address);
    }
}
