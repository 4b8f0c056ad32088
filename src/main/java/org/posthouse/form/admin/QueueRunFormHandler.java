package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.gateway.Connections;

@ApplicationScoped class QueueRunFormHandler implements FormHandler<QueueRunForm> {
    @Inject Connections connections;

    @Override public Loaded<QueueRunForm> load(Subject who, Key key) { return Loaded.of(new QueueRunForm("")); }

    /// The run makes transactions of its own, so it begins before the engine's.
    @Override public Work apply(Subject who, Key key, QueueRunForm form) {
        var domain = form.domain().isBlank() ? Optional.<String>empty() : Optional.of(DomainKey.required("domain", form.domain()).name());
        if (!connections.begin(domain, who.address()).begun()) throw Rejected.conflict("domain", "a run is under way already");
        return () -> Applied.to(Key.NONE, domain.orElse(""));
    }
}
