package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Joining;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Plan;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;

@ApplicationScoped class ListBasicsFormHandler implements FormHandler<ListBasicsForm> {
    @Inject Standings standings;
    @Inject Lists lists;

    @Override public Loaded<ListBasicsForm> load(Subject who, Key key) {
        var row = standings.row(who, key);
        var list = standings.owned(who, key);
        var plan = row.plan();
        return new Loaded<>(new ListBasicsForm(list.address().toString(), plan.title(), plan.about(), ListLanguage.of(plan.language()), row.owners(), others(list), plan.joining().maxMembers()), Integer.toString(row.version()), list.address().toString());
    }

    private static List<String> others(ListEntry list) { return list.names().stream().skip(1).toList(); }

    @Override public Work apply(Subject who, Key key, ListBasicsForm form) {
        return () -> {
            var row = standings.row(who, key);
            var list = standings.owned(who, key);
            var was = row.plan();
            if (!who.administers(list.domain()) && !(keys(form.owners()).equals(new HashSet<>(row.owners())) && form.names().equals(others(list)) && form.maxMembers() == was.joining().maxMembers()))
                throw Rejected.invalid("owners", "only an administrator may change this");    // an administrator of another domain, who owns this list
            var j = was.joining();
            var joining = new Joining(form.maxMembers(), j.offered(), j.local(), j.other(), j.domains(), j.localDomains(), j.banned(), j.joinByMail(), j.leaveByMail(), j.leaveConfirmed(), j.firstState(), j.welcome(), j.farewell(),
                    j.helpStrangers(), j.membersSeen(), j.leftDays());
            lists.change(row, form.names(), form.owners(), new Plan(form.caption(), form.about(), form.language().tag(), joining, was.posting(), was.dressing(), was.digesting(), was.archiving(), was.bouncing()));
            return Applied.to(key, list.address().toString());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, ListBasicsForm form) {
        var list = standings.owned(who, key);
        var effects = new ArrayList<Effect>();
        keys(form.owners()).stream().filter(owner -> !list.owners().contains(owner)).forEach(owner -> effects.add(Effect.of("effect.owner", owner)));
        list.owners().stream().filter(owner -> !keys(form.owners()).contains(owner)).forEach(owner -> effects.add(Effect.of("effect.no-owner", owner)));
        others(list).stream().filter(name -> !form.names().contains(name)).forEach(name -> effects.add(Effect.of("effect.name-gone", new Address(name, list.address().domain()).toString())));
        return effects;
    }

    private static HashSet<String> keys(List<String> owners) {
        var keys = new HashSet<String>();
        owners.forEach(owner -> keys.add(Addresses.read(owner).map(Address::key).orElse(owner)));
        return keys;
    }
}
