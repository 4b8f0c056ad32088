package org.posthouse.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import org.posthouse.account.NewPassword;
import org.posthouse.domain.Rejected;
import org.posthouse.security.HashGate;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Password;
import org.posthouse.security.Passwords;

/// Makes what is stored of a password that somebody chose; before any transaction, since it takes tens of milliseconds.
@ApplicationScoped class NewPasswords {
    @Inject Passwords passwords;
    @Inject HashGate gate;
    @Inject KeyRing keys;
    @Inject SecureRandom random;

    /// @throws Rejected INVALID `password`
    /// @throws Refused 429
    NewPassword hash(String typed) {
        var chosen = chosen(typed);
        return gate.atOnce(() -> NewPassword.of(chosen, passwords, keys, random)).orElseThrow(Refused::busy);
    }

    /// Behind everybody who signs in.
    ///
    /// @throws Rejected INVALID `password`
    NewPassword hashInTurn(String typed) throws InterruptedException {
        var chosen = chosen(typed);
        return gate.inTurn(() -> NewPassword.of(chosen, passwords, keys, random));
    }

    private static Password chosen(String typed) {
        return switch (Password.choose(typed, Password.MINIMUM)) {
            case Password.Prepared.Good(var password) -> password;
            case Password.Prepared.Bad(var why, var arguments) -> throw Rejected.invalid("password", why, arguments);
        };
    }
}
