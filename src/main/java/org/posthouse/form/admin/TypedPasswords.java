package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.account.ChosenPasswords;
import org.posthouse.account.NewPassword;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Secret;

/// A password that was typed twice, in the fields `password` and `again`.
@ApplicationScoped class TypedPasswords {
    @Inject ChosenPasswords passwords;

    /// @throws Rejected INVALID
    void check(Secret password, Secret again) {
        if (!password.reveal().equals(again.reveal())) throw Rejected.invalid("again", "is not the same as above");
        passwords.chosen("password", password.reveal());
    }

    /// Hashes it, so outside of a transaction.
    ///
    /// @throws Rejected INVALID, CONFLICT when too many hash at the same time
    NewPassword twice(Secret password, Secret again) {
        check(password, again);
        return passwords.hash("password", password.reveal()).orElseThrow(() -> Rejected.conflict("password", "too many passwords are looked at just now; try again in a moment"));
    }
}
