package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.appliance.Chores;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

@ApplicationScoped class RunChoreFormHandler implements FormHandler<RunChoreForm> {
    @Inject Chores chores;

    @Override public Loaded<RunChoreForm> load(Subject who, Key key) { return new Loaded<>(new RunChoreForm(), "", name(who, key)); }

    @Override public Work apply(Subject who, Key key, RunChoreForm form) {
        var name = name(who, key);
        return () -> {
            chores.run(key.text());
            return new Applied(Key.NONE, name, Optional.empty(), Optional.of("/admin/housekeeping"));
        };
    }

    private String name(Subject who, Key key) {
        var chore = chores.named(key.text()).orElseThrow(() -> Rejected.absent("key", "there is no such chore"));
        return Texts.in(who.locale()).get("housekeeping", "chore." + chore.name());
    }
}
