package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.posthouse.account.DomainAffairs;
import org.posthouse.domain.Domain;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.DomainPlan;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalAddresses;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.Forbidden;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class DomainFormHandler implements FormHandler<DomainForm> {
    @Inject Domains domains;
    @Inject DomainAffairs affairs;

    @Override public Loaded<DomainForm> load(Subject who, Key key) {
        var domain = find(who, key);
        var plan = domain.plan();
        var hidden = plan.hidden();
        var form = new DomainForm(plan.name(), plan.aliases(), isFirst(domain), plan.catchAll(), plan.redirect(),
                plan.limits().accounts(), plan.limits().mailboxBytes(), plan.limits().messages(), plan.limits().messageBytes(), plan.expiryDays(), affairs.administrators(domain),
                shows(hidden, UserOption.PASSWORD), shows(hidden, UserOption.DELIVERY), shows(hidden, UserOption.VACATION), shows(hidden, UserOption.FINGER),
                shows(hidden, UserOption.DIRECTORY_LISTING), shows(hidden, UserOption.DIRECTORY), shows(hidden, UserOption.OWN_ADDRESSES), shows(hidden, UserOption.OWN_RESTRICTIONS),
                shows(hidden, UserOption.APP_PASSWORDS), shows(hidden, UserOption.API_TOKENS), shows(hidden, UserOption.COLLECTING), plan.localAddresses(), LocalAddresses.ofThisMachine());
        return new Loaded<>(form, Integer.toString(domain.version()), domain.name());
    }

    @Override public Work apply(Subject who, Key key, DomainForm form) {
        return () -> {
            var domain = find(who, key);
            if (isFirst(domain) && !form.first()) throw Rejected.invalid("first", "one domain is always the first; make another one the first instead");
            var limits = new DomainLimits(form.maxAccounts(), form.maxMailboxBytes(), form.maxMessages(), form.maxMessageBytes());
            var plan = new DomainPlan(domain.name(), form.aliases(), limits, form.expiryDays(), form.catchAll(), form.redirect(), form.localAddresses(), hidden(form));
            affairs.change(domain, plan, form.first(), form.administrators());
            return Applied.to(key, domain.name());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, DomainForm form) {
        var domain = find(who, key);
        var effects = new ArrayList<Effect>();
        if (form.first() && !isFirst(domain)) effects.add(Effect.of("effect.first", domain.name(), domains.all().getFirst().name()));
        if (!form.redirect().isEmpty() && !form.redirect().equals(domain.redirect())) effects.add(Effect.of("effect.redirect", domain.name(), form.redirect()));
        if (!form.catchAll().isEmpty() && !form.catchAll().equals(domain.catchAll())) effects.add(Effect.of("effect.catch-all", domain.name(), form.catchAll()));
        var before = affairs.administrators(domain);
        form.administrators().stream().filter(a -> !before.contains(a)).forEach(a -> effects.add(Effect.of("effect.administrator", a, domain.name())));
        before.stream().filter(a -> !form.administrators().contains(a)).forEach(a -> effects.add(Effect.of("effect.no-administrator", a, domain.name())));
        domain.aliases().stream().filter(a -> !form.aliases().contains(a)).forEach(a -> effects.add(Effect.of("effect.alias-gone", a)));
        return effects;
    }

    private Domain find(Subject who, Key key) {
        if (!who.administers(key.id())) throw new Forbidden();
        return domains.find(key.id()).orElseThrow(() -> Rejected.absent("key", "there is no such domain"));
    }

    private boolean isFirst(Domain domain) { return domains.all().getFirst().equals(domain); }

    private static boolean shows(Set<UserOption> hidden, UserOption option) { return !hidden.contains(option); }

    private static Set<UserOption> hidden(DomainForm form) {
        var hidden = EnumSet.noneOf(UserOption.class);
        if (!form.password()) hidden.add(UserOption.PASSWORD);
        if (!form.delivery()) hidden.add(UserOption.DELIVERY);
        if (!form.vacation()) hidden.add(UserOption.VACATION);
        if (!form.finger()) hidden.add(UserOption.FINGER);
        if (!form.directoryListing()) hidden.add(UserOption.DIRECTORY_LISTING);
        if (!form.directory()) hidden.add(UserOption.DIRECTORY);
        if (!form.ownAddresses()) hidden.add(UserOption.OWN_ADDRESSES);
        if (!form.ownRestrictions()) hidden.add(UserOption.OWN_RESTRICTIONS);
        if (!form.appPasswords()) hidden.add(UserOption.APP_PASSWORDS);
        if (!form.apiTokens()) hidden.add(UserOption.API_TOKENS);
        if (!form.collecting()) hidden.add(UserOption.COLLECTING);
        return hidden;
    }
}
