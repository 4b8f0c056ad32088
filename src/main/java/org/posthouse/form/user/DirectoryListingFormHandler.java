package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Accounts;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class DirectoryListingFormHandler implements FormHandler<DirectoryListingForm> {
    @Inject Whose whose;
    @Inject Accounts accounts;

    @Override public boolean offered(Subject who, Key key) { return whose.offersMail(who, key, UserOption.DIRECTORY_LISTING); }

    @Override public Loaded<DirectoryListingForm> load(Subject who, Key key) {
        var account = whose.account(who, key);
        return new Loaded<>(new DirectoryListingForm(account.listed(), account.name() + "\n" + account.primaryAddress()), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, DirectoryListingForm form) {
        return () -> {
            var account = whose.account(who, key);
            accounts.change(account, account.plan().listed(form.listed()), Optional.empty());
            return Applied.to(Key.of(account.id()), account.name());
        };
    }
}
