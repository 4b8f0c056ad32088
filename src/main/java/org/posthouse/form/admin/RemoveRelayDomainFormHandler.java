package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.gateway.RelayDomains;
import org.posthouse.queue.Schedules;

@ApplicationScoped class RemoveRelayDomainFormHandler implements FormHandler<RemoveRelayDomainForm> {
    @Inject RelayDomains relays;
    @Inject Schedules schedules;

    @Override public Loaded<RemoveRelayDomainForm> load(Subject who, Key key) {
        var kept = find(key);
        return new Loaded<>(new RemoveRelayDomainForm(), Integer.toString(kept.version()), kept.plan().name());
    }

    @Override public Work apply(Subject who, Key key, RemoveRelayDomainForm form) {
        return () -> {
            var name = find(key).plan().name();
            relays.close(key.id());
            if (schedules.all().containsKey(name)) RelayDomainFormHandler.keep(schedules, name, 0);
            return new Applied(Key.NONE, name, Optional.empty(), Optional.of("/admin/relay-domains"));
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, RemoveRelayDomainForm form) { return List.of(Effect.of("effect.refused", find(key).plan().name()), Effect.of("effect.waiting")); }

    private RelayDomains.Kept find(Key key) { return relays.find(key.id()).orElseThrow(() -> Rejected.absent("key", "there is no such relay domain")); }
}
