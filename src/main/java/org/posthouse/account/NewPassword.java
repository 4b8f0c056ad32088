package org.posthouse.account;

import java.security.SecureRandom;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Password;
import org.posthouse.security.Passwords;
import org.posthouse.security.ScramVerifier;

/// All that is stored for a password that was just chosen. Making one costs a hash; made before the transaction that stores it.
///
/// @param hash  PHC string
/// @param scram RFC 5803 text
/// @param apop  the password sealed; kept only by accounts that have APOP on
public record NewPassword(String hash, String scram, String apop) {
    static final String APOP_PURPOSE = "apop";

    public static NewPassword of(Password password, Passwords passwords, KeyRing keys, SecureRandom random) {
        return new NewPassword(passwords.hash(password), ScramVerifier.of(password, random).text(), keys.seal(APOP_PURPOSE, password.reveal()));
    }

    @Override public String toString() { return "NewPassword[…]"; }
}
