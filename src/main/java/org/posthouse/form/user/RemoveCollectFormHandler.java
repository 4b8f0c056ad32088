package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.posthouse.collecting.Collecting;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class RemoveCollectFormHandler implements FormHandler<RemoveCollectForm> {
    @Inject Collecting collecting;
    @Inject Collects collects;

    @Override public boolean offered(Subject who, Key key) { return collects.offered(who); }

    @Override public Loaded<RemoveCollectForm> load(Subject who, Key key) {
        var kept = collects.find(who, key);
        return new Loaded<>(new RemoveCollectForm(), Integer.toString(kept.version()), Collects.name(kept));
    }

    @Override public Work apply(Subject who, Key key, RemoveCollectForm form) {
        return () -> {
            var kept = collects.find(who, key);
            collecting.close(key.id());
            return new Applied(Key.NONE, Collects.name(kept), Optional.empty(), Optional.of(Collects.page(who, kept)));
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, RemoveCollectForm form) { return List.of(Effect.of("effect.stays")); }
}
