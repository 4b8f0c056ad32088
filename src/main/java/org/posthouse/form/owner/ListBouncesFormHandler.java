package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.domain.Rejected;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Bouncing;

@ApplicationScoped class ListBouncesFormHandler implements FormHandler<ListBouncesForm> {
    @Inject PlanForms plans;

    @Override public Loaded<ListBouncesForm> load(Subject who, Key key) {
        return plans.ofPlan(who, key, plan -> {
            var b = plan.bouncing();
            return new ListBouncesForm(b.watched(), b.warning(), b.limit(), b.days());
        });
    }

    @Override public Work apply(Subject who, Key key, ListBouncesForm f) {
        if (f.warning() > f.limit()) throw Rejected.invalid("warning", "the warning comes before delivery is switched off");
        return plans.apply(who, key, plan -> plan.with(new Bouncing(f.watched(), f.warning(), f.limit(), f.days())));
    }
}
