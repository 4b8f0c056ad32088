package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.account.Accounts;
import org.posthouse.collecting.CollectPlan;
import org.posthouse.collecting.Collecting;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;

@ApplicationScoped class CollectFormHandler implements FormHandler<CollectForm> {
    @Inject Collecting collecting;
    @Inject Collects collects;
    @Inject Accounts accounts;

    @Override public boolean offered(Subject who, Key key) { return collects.offered(who); }

    @Override public Loaded<CollectForm> load(Subject who, Key key) {
        var kept = collects.find(who, key);
        var plan = kept.plan();
        var account = accounts.find(plan.account()).map(found -> found.primaryAddress()).orElse("-");
        return new Loaded<>(new CollectForm(account, plan.kind(), plan.host(), plan.port(), plan.security(), plan.login(), Secret.NONE, plan.folder(), plan.active(), plan.minutes(), plan.keepDays(), plan.mostBytes(), plan.field()),
                Integer.toString(kept.version()), Collects.name(kept));
    }

    @Override public Work apply(Subject who, Key key, CollectForm form) {
        return () -> {
            var kept = collects.find(who, key);
            // whoever names a place answers for it: people cannot move what a postmaster has set up for them to a host behind the firewall
            boolean same = kept.plan().host().equals(form.host()) && kept.plan().port() == form.port();
            boolean anywhere = who.isPostmaster() || same && kept.plan().anywhere();
            collecting.change(key.id(), new CollectPlan(kept.plan().account(), form.kind(), form.host(), form.port(), form.security(), form.login(), form.folder(), form.minutes(), form.keepDays(), form.mostBytes(), form.field(),
                    form.active(), anywhere), form.password().reveal());
            return Applied.to(key, form.login() + ", " + form.host()).then(Collects.page(who, kept));
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, CollectForm form) {
        var before = collects.find(who, key).plan();
        var effects = new ArrayList<Effect>();
        if (form.keepDays() < before.keepDays()) effects.add(form.keepDays() == 0 ? Effect.of("effect.removed") : Effect.of("effect.removed-after", form.keepDays()));
        if (form.security() == CollectPlan.Security.NONE && before.security() != CollectPlan.Security.NONE) effects.add(Effect.of("effect.clear"));
        return effects;
    }
}
