package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import org.posthouse.domain.Rejected;
import org.posthouse.security.HashGate;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Password;
import org.posthouse.security.Passwords;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Makes what is stored of a password that somebody chose, when it keeps the house's rules; before any transaction, since it takes tens of milliseconds.
@ApplicationScoped public class ChosenPasswords {
    @Inject Passwords passwords;
    @Inject HashGate gate;
    @Inject KeyRing keys;
    @Inject SecureRandom random;
    @Inject Settings settings;

    /// Empty when too many hash at the same time; nothing is wrong with the password then.
    ///
    /// @param field named when it cannot be
    /// @throws Rejected INVALID
    public Optional<NewPassword> hash(String field, String typed) {
        var chosen = chosen(field, typed);
        return gate.atOnce(() -> NewPassword.of(chosen, passwords, keys, random));
    }

    /// Behind everybody who signs in.
    ///
    /// @throws Rejected INVALID
    public NewPassword hashInTurn(String field, String typed) throws InterruptedException {
        var chosen = chosen(field, typed);
        return gate.inTurn(() -> NewPassword.of(chosen, passwords, keys, random));
    }

    /// Characters that a new password must have.
    public int minimum() { return (int) settings.now().value(Setting.PASSWORD_MINIMUM); }

    /// @throws Rejected INVALID
    public Password chosen(String field, String typed) {
        return switch (Password.choose(typed, minimum())) {
            case Password.Prepared.Good(var password) -> password;
            case Password.Prepared.Bad(var why, var arguments) -> throw Rejected.invalid(field, why, arguments);
        };
    }
}
