package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.collecting.Collecting;
import org.posthouse.collecting.Collecting.Kept;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;

/// Whose mailbox at a provider a form is about: their own where their domain lets them have one, or of somebody they administer. In the form's transaction.
@ApplicationScoped public class Collects {
    @Inject Collecting collecting;
    @Inject Accounts accounts;
    @Inject Whose whose;

    /// @throws Forbidden for anybody else's, whether it exists or not
    Kept find(Subject who, Key key) {
        var found = key.text().matches("\\d{1,18}") ? collecting.find(key.id()) : Optional.<Kept>empty();
        if (!found.map(kept -> may(who, kept.plan().account())).orElse(who.isPostmaster())) throw new Forbidden();
        return found.orElseThrow(() -> Rejected.absent("key", "there is no such mailbox"));
    }

    boolean offered(Subject who) { return who.isAdministrator() || whose.offersMail(who, Key.NONE, UserOption.COLLECTING); }

    private boolean may(Subject who, long account) { return account == who.account() ? offered(who) : accounts.find(account).filter(who::administers).isPresent(); }

    /// Their own unless they administer somebody and name one.
    Account account(Subject who, String address) {
        if (address.isBlank()) return whose.account(who, Key.NONE);
        var named = accounts.findByAddress("account", address.strip()).orElseThrow(() -> Rejected.invalid("account", "nobody here has this address"));
        if (named.id() != who.account() && !who.administers(named)) throw new Forbidden();
        return named;
    }

    /// How people call it.
    static String name(Kept kept) { return kept.plan().login() + ", " + kept.plan().host(); }

    static String page(Subject who, Kept kept) { return page(who, kept.plan().account()); }

    static String page(Subject who, long account) { return account == who.account() && !who.isPostmaster() ? "/account/collecting" : "/admin/collecting"; }
}
