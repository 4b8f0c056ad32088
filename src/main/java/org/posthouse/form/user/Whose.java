package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;

/// Whose account a form is about. In the form's transaction.
@ApplicationScoped public class Whose {
    @Inject Accounts accounts;

    /// Their own, or one they administer; no key is their own.
    ///
    /// @throws Forbidden for anybody else's, whether it exists or not
    /// @throws Rejected ABSENT
    public Account account(Subject who, Key key) {
        long id = key.isNone() ? who.account() : key.id();
        var found = accounts.find(id);
        if (id != who.account() && !found.map(a -> who.administers(a)).orElse(who.isPostmaster())) throw new Forbidden();
        return found.orElseThrow(() -> Rejected.absent("key", "there is no such account"));
    }

    /// Whether they are to see what their domain may hide; its administrators always do.
    public boolean offers(Subject who, Key key, UserOption option) { return meant(who, key).filter(a -> offers(who, a, option)).isPresent(); }

    /// The same for what a reserved account does not have: mail that goes elsewhere, replies, a place in the directory.
    public boolean offersMail(Subject who, Key key, UserOption option) { return meant(who, key).filter(a -> !a.isReserved() && offers(who, a, option)).isPresent(); }

    private boolean offers(Subject who, Account account, UserOption option) { return who.administers(account) || account.domain().filter(d -> d.hidden().contains(option)).isEmpty(); }

    private Optional<Account> meant(Subject who, Key key) { return key.isNone() ? accounts.find(who.account()) : key.text().matches("\\d{1,18}") ? accounts.find(key.id()) : Optional.empty(); }
}
