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
import org.posthouse.machine.Root;
import org.posthouse.machine.Roots;

@ApplicationScoped class FileRootsFormHandler implements FormHandler<FileRootsForm> {
    @Inject Roots roots;

    @Override public Loaded<FileRootsForm> load(Subject who, Key key) {
        return new Loaded<>(new FileRootsForm(roots.all().stream().map(root -> new FileRootsForm.Folder(root.name(), root.folder())).toList()), roots.version(), "");
    }

    @Override public Work apply(Subject who, Key key, FileRootsForm form) {
        var wanted = form.folders().stream().map(row -> new Root(row.name().strip(), row.path().strip())).toList();
        return () -> {
            roots.replace(wanted);
            return Applied.to(Key.NONE, "");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, FileRootsForm form) {
        var effects = new ArrayList<Effect>();
        for (var before : roots.all()) if (form.folders().stream().noneMatch(row -> row.name().strip().equals(before.name()))) effects.add(Effect.of("effect.gone", before.name()));
        return effects;
    }
}
