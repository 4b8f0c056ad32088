package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.machine.Program;
import org.posthouse.machine.Programs;

@ApplicationScoped class ProgramsFormHandler implements FormHandler<ProgramsForm> {
    private static final int USUAL_SECONDS = 60;

    @Inject Programs programs;

    @Override public Loaded<ProgramsForm> load(Subject who, Key key) {
        var rows = programs.all().stream().map(p -> new ProgramsForm.Program(p.name(), p.path(), p.arguments(), p.folder(), p.user(), p.seconds(), p.memory())).toList();
        return new Loaded<>(new ProgramsForm(rows), programs.version(), "");
    }

    @Override public Work apply(Subject who, Key key, ProgramsForm form) {
        var wanted = wanted(form);
        return () -> {
            programs.replace(wanted);
            return Applied.to(Key.NONE, "");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, ProgramsForm form) {
        var after = wanted(form);
        var effects = new ArrayList<Effect>();
        for (var before : programs.all()) if (after.stream().noneMatch(p -> p.name().equals(before.name()))) effects.add(Effect.of("effect.gone", before.name()));
        return effects;
    }

    private static List<Program> wanted(ProgramsForm form) {
        return form.programs().stream().map(p -> new Program(p.name().strip(), p.path().strip(), p.arguments().strip(), p.folder().strip(), p.user().strip(), p.seconds() == 0 ? USUAL_SECONDS : p.seconds(), p.memory())).toList();
    }
}
