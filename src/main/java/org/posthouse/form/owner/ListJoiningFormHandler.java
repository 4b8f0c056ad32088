package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Joining;

@ApplicationScoped class ListJoiningFormHandler implements FormHandler<ListJoiningForm> {
    @Inject PlanForms plans;

    @Override public Loaded<ListJoiningForm> load(Subject who, Key key) {
        return plans.ofPlan(who, key, plan -> {
            var j = plan.joining();
            return new ListJoiningForm(j.other(), j.local(), j.domains(), j.localDomains(), j.banned(), MemberState.of(j.firstState()), j.welcome(), j.farewell(), j.joinByMail(), j.leaveByMail(), j.leaveConfirmed(), j.helpStrangers(),
                    j.offered(), j.membersSeen(), j.leftDays());
        });
    }

    @Override public Work apply(Subject who, Key key, ListJoiningForm f) {
        return plans.apply(who, key, plan -> plan.with(new Joining(plan.joining().maxMembers(), f.offered(), f.local(), f.other(), f.domains(), f.localDomains(), f.banned(), f.joinByMail(), f.leaveByMail(), f.leaveConfirmed(),
                f.firstState().state(), f.welcome(), f.farewell(), f.helpStrangers(), f.membersSeen(), f.leftDays())));
    }
}
