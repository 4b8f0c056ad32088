package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Digesting;

@ApplicationScoped class ListDigestsFormHandler implements FormHandler<ListDigestsForm> {
    @Inject PlanForms plans;

    @Override public Loaded<ListDigestsForm> load(Subject who, Key key) {
        return plans.ofPlan(who, key, plan -> {
            var d = plan.digesting();
            return new ListDigestsForm(d.every(), d.hour(), DayOfWeek.of(Math.clamp(d.weekday(), 1, 7)), d.messages(), d.octets(), d.format());
        });
    }

    @Override public Work apply(Subject who, Key key, ListDigestsForm f) {
        return plans.apply(who, key, plan -> plan.with(new Digesting(f.every(), f.hour(), f.weekday().getValue(), f.messages(), f.octets(), f.format())));
    }
}
