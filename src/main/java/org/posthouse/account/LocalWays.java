package org.posthouse.account;

import org.posthouse.mime.Address;

/// Whether a local address is somebody's or something's: an account's, an alias, whatever modules above know of. What would only be caught as stray mail is nobody's.
@FunctionalInterface public interface LocalWays {
    boolean known(Address address);
}
