package org.posthouse.account;

import java.util.Optional;
import org.posthouse.security.AccessList;

/// An account as the sign-in desk sees it.
///
/// @param address  its primary address, Postmaster's with the first domain
/// @param password PHC string
/// @param apop     sealed secret
record Holder(long account, String address, Role role, boolean locked, AccessList from, Optional<String> password, Optional<String> apop) {
    @Override public String toString() { return "Holder[" + account + "]"; }
}
