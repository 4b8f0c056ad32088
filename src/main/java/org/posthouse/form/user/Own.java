package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.account.Account;
import org.posthouse.account.OwnPassword;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;

/// Forms that people fill in for themselves only, whatever they administer: what they know and what they hold in their hands is nobody else's to set up.
@ApplicationScoped class Own {
    @Inject Whose whose;
    @Inject OwnPassword password;

    /// @throws Forbidden for anybody else's account
    Account account(Subject who, Key key) {
        if (!is(who, key)) throw new Forbidden();
        return whose.account(who, Key.of(who.account()));
    }

    Account account(Subject who) { return whose.account(who, Key.of(who.account())); }

    boolean is(Subject who, Key key) { return key.isNone() || key.text().equals(Long.toString(who.account())); }

    boolean offers(Subject who, UserOption option) { return whose.offers(who, Key.of(who.account()), option); }

    /// Outside of transactions.
    void confirm(Subject who, String field, Secret typed) { password.check(who.client(), who.account(), field, typed.reveal()); }
}
