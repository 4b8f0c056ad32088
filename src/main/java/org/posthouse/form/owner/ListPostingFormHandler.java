package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Posting;

@ApplicationScoped class ListPostingFormHandler implements FormHandler<ListPostingForm> {
    @Inject PlanForms plans;

    @Override public Loaded<ListPostingForm> load(Subject who, Key key) {
        return plans.ofPlan(who, key, plan -> {
            var p = plan.posting();
            return new ListPostingForm(p.posters(), p.listed(), p.others(), p.firstModerated(), p.maxOctets(), p.perDay(), p.attachments(), p.catchCommands(), p.heldDays(), p.remindDays());
        });
    }

    @Override public Work apply(Subject who, Key key, ListPostingForm f) {
        return plans.apply(who, key, plan -> plan.with(new Posting(f.posters(), f.others(), f.listed(), f.firstModerated(), f.maxOctets(), f.perDay(), f.attachments(), f.catchCommands(), f.heldDays(), f.remindDays())));
    }
}
