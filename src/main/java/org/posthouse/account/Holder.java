package org.posthouse.account;

import java.util.Map;
import java.util.Optional;
import org.posthouse.security.AccessList;

/// An account as the sign-in desk sees it.
///
/// @param address      its primary address, Postmaster's with the first domain
/// @param password     PHC string
/// @param apop         sealed secret
/// @param appPasswords ids of credentials by SHA-256
/// @param secondFactor the password alone is not enough
record Holder(long account, String address, Role role, boolean locked, AccessList from, Optional<String> password, Optional<String> apop,
              Map<String, Long> appPasswords, boolean secondFactor) {
    @Override public String toString() { return "Holder[" + account + "]"; }
}
