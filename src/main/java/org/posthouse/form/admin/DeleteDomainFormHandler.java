package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.account.DomainAffairs;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class DeleteDomainFormHandler implements FormHandler<DeleteDomainForm> {
    @Inject Domains domains;
    @Inject DomainAffairs affairs;

    @Override public Loaded<DeleteDomainForm> load(Subject who, Key key) {
        var domain = find(key);
        return new Loaded<>(new DeleteDomainForm(), Integer.toString(domain.version()), domain.name());
    }

    @Override public Work apply(Subject who, Key key, DeleteDomainForm form) {
        return () -> {
            var domain = find(key);
            affairs.close(domain);
            return new Applied(Key.NONE, domain.name(), java.util.Optional.empty(), java.util.Optional.of("/admin/domains"));
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, DeleteDomainForm form) {
        var domain = find(key);
        affairs.closable(domain);                                        // said now, not after they have confirmed
        var effects = new ArrayList<>(List.of(Effect.of("effect.refused", domain.name())));
        if (!domain.aliases().isEmpty()) effects.add(Effect.of("effect.aliases", String.join(", ", domain.aliases())));
        return effects;
    }

    private Domain find(Key key) { return domains.find(key.id()).orElseThrow(() -> Rejected.absent("key", "there is no such domain")); }
}
