package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.gateway.RelayDomains;
import org.posthouse.gateway.RelayPlan;

@ApplicationScoped class NewRelayDomainFormHandler implements FormHandler<NewRelayDomainForm> {
    @Inject RelayDomains relays;

    @Override public Loaded<NewRelayDomainForm> load(Subject who, Key key) { return Loaded.of(new NewRelayDomainForm("", "*")); }

    @Override public Work apply(Subject who, Key key, NewRelayDomainForm form) {
        return () -> {
            long id = relays.open(RelayPlan.of(form.name(), form.target()));
            return Applied.to(Key.of(id), relays.find(id).orElseThrow().plan().name()).then("/admin/relay-domain/" + id);
        };
    }
}
