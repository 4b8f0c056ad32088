package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Archiving;
import org.posthouse.list.Sight;

@ApplicationScoped class ListArchiveFormHandler implements FormHandler<ListArchiveForm> {
    @Inject PlanForms plans;
    @Inject Standings standings;

    @Override public Loaded<ListArchiveForm> load(Subject who, Key key) {
        return plans.ofPlan(who, key, plan -> {
            var a = plan.archiving();
            return new ListArchiveForm(a.kept(), a.seen(), a.masked(), a.robots());
        });
    }

    @Override public Work apply(Subject who, Key key, ListArchiveForm f) { return plans.apply(who, key, plan -> plan.with(new Archiving(f.kept(), f.seen(), f.masked(), f.robots()))); }

    /// Posts that were written for a few are shown to all, which nobody can take back.
    @Override public List<Effect> effects(Subject who, Key key, ListArchiveForm form) {
        var list = standings.owned(who, key);
        return form.seen() == Sight.EVERYBODY && list.plan().archiving().seen() != Sight.EVERYBODY ? List.of(Effect.of("effect.public", list.address().toString())) : List.of();
    }
}
