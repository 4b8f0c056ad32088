package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler.Work;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Lists;
import org.posthouse.list.MailingList;
import org.posthouse.list.Plan;

/// What the forms about a list's ways have in common: each shows some of its plan and puts it back.
@ApplicationScoped class PlanForms {
    @Inject Standings standings;
    @Inject Lists lists;

    <F extends Record> Loaded<F> load(Subject who, Key key, Function<MailingList, F> form) {
        var list = standings.row(who, key);
        return new Loaded<>(form.apply(list), Integer.toString(list.version()), standings.owned(who, key).address().toString());
    }

    <F extends Record> Loaded<F> ofPlan(Subject who, Key key, Function<Plan, F> form) { return load(who, key, list -> form.apply(list.plan())); }

    Work apply(Subject who, Key key, UnaryOperator<Plan> change) {
        return () -> {
            var list = standings.row(who, key);
            var plan = change.apply(list.plan());
            PlanRules.check(plan);
            lists.change(list, plan);
            return Applied.to(key, standings.owned(who, key).address().toString());
        };
    }
}
