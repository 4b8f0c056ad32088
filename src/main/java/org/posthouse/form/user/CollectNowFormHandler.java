package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.collecting.Collecting;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class CollectNowFormHandler implements FormHandler<CollectNowForm> {
    @Inject Collecting collecting;
    @Inject Collects collects;

    @Override public boolean offered(Subject who, Key key) { return collects.offered(who); }

    @Override public Loaded<CollectNowForm> load(Subject who, Key key) { return new Loaded<>(new CollectNowForm(), "", Collects.name(collects.find(who, key))); }

    @Override public Work apply(Subject who, Key key, CollectNowForm form) {
        return () -> {
            var kept = collects.find(who, key);
            collecting.now(key.id());
            return Applied.to(key, Collects.name(kept)).then(Collects.page(who, kept));
        };
    }
}
