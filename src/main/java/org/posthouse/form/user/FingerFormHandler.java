package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class FingerFormHandler implements FormHandler<FingerForm> {
    @Inject Whose whose;
    @Inject Accounts accounts;

    @Override public boolean offered(Subject who, Key key) { return whose.offers(who, key, UserOption.FINGER); }

    @Override public Loaded<FingerForm> load(Subject who, Key key) {
        var account = whose.account(who, key);
        return new Loaded<>(new FingerForm(account.finger(), answer(account)), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, FingerForm form) {
        return () -> {
            var account = whose.account(who, key);
            accounts.change(account, account.plan().finger(form.finger()), Optional.empty());
            return Applied.to(Key.of(account.id()), account.name());
        };
    }

    /// As the protocol has it, which speaks English alone.
    private static String answer(Account account) {
        return "Account Name: " + account.name() + "\nEmail address: " + account.primaryAddress() + "\n" + "-".repeat(40) + (account.finger().isEmpty() ? "" : "\n" + account.finger());
    }
}
