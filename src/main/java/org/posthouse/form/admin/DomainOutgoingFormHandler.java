package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalAddresses;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.Forbidden;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.routing.Outgoing;
import org.posthouse.routing.OutgoingMail;

@ApplicationScoped class DomainOutgoingFormHandler implements FormHandler<DomainOutgoingForm> {
    @Inject Domains domains;
    @Inject OutgoingMail outgoing;

    @Override public Loaded<DomainOutgoingForm> load(Subject who, Key key) {
        var domain = find(who, key);
        var version = outgoing.version();
        var now = outgoing.of(domain);
        return new Loaded<>(new DomainOutgoingForm(now.rewrites(), now.source4(), now.source6()), version, domain.name());
    }

    @Override public Work apply(Subject who, Key key, DomainOutgoingForm form) {
        return () -> {
            var domain = find(who, key);
            outgoing.change(domain, new Outgoing(form.source4(), form.source6(), form.rewrites()));
            return Applied.to(key, domain.name());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, DomainOutgoingForm form) {
        var effects = new ArrayList<Effect>();
        var here = LocalAddresses.ofThisMachine();
        Stream.of(form.source4(), form.source6()).map(String::strip).filter(address -> !address.isEmpty() && !here.contains(address)).forEach(address -> effects.add(Effect.of("effect.not-here", address)));
        return effects;
    }

    private Domain find(Subject who, Key key) {
        if (!who.administers(key.id())) throw new Forbidden();
        return domains.find(key.id()).orElseThrow(() -> Rejected.absent("key", "there is no such domain"));
    }
}
