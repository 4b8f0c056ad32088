package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Accounts;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.security.AccessList;
import org.posthouse.security.HostNames;

/// Warns whoever would shut themselves out.
@ApplicationScoped class OwnRestrictionsFormHandler implements FormHandler<OwnRestrictionsForm> {
    @Inject Own own;
    @Inject Accounts accounts;
    @Inject HostNames names;

    @Override public boolean offered(Subject who, Key key) { return own.is(who, key) && own.offers(who, UserOption.OWN_RESTRICTIONS); }

    @Override public Loaded<OwnRestrictionsForm> load(Subject who, Key key) {
        var account = own.account(who, key);
        return new Loaded<>(new OwnRestrictionsForm(account.restrictions()), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, OwnRestrictionsForm form) {
        return () -> {
            var account = own.account(who, key);
            accounts.change(account, account.plan().restrictions(form.restrictions()), Optional.empty());
            return Applied.to(Key.of(account.id()), account.name());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, OwnRestrictionsForm form) {
        boolean readable = form.restrictions().stream().allMatch(line -> AccessList.entry(line).isPresent());
        return !readable || AccessList.of(form.restrictions()).admits(InetAddress.ofLiteral(who.client()), names) ? List.of() : List.of(Effect.of("effect.excluded", who.client()));
    }
}
