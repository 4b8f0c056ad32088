package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.posthouse.account.DomainAffairs;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.DomainPlan;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class NewDomainFormHandler implements FormHandler<NewDomainForm> {
    @Inject DomainAffairs affairs;

    @Override public Loaded<NewDomainForm> load(Subject who, Key key) { return Loaded.of(new NewDomainForm("", List.of(), 0, 0, 0)); }

    @Override public Work apply(Subject who, Key key, NewDomainForm form) {
        return () -> {
            var limits = new DomainLimits(form.maxAccounts(), form.maxMailboxBytes(), 0, 0);
            var domain = affairs.open(new DomainPlan(form.name(), form.aliases(), limits, form.expiryDays(), "", "", List.of(), Set.of()), List.of());
            return Applied.to(Key.of(domain.id()), domain.name()).then("/admin/dns-records/" + domain.name());
        };
    }
}
