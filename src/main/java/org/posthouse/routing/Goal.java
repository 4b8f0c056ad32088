package org.posthouse.routing;

import java.util.Optional;
import org.posthouse.mime.Address;

/// One end of the ways that an address has.
///
/// @param end     never [Resolution.Onward]; [Resolution.Unknown] only for the address that was asked for
/// @param address the last on the way
/// @param by      the address of this house that sent it on last; the one that was asked for when nothing did
/// @param account whose plan sent it on, 0 when none did
/// @param rule    the one that sent it on last; none when it is where it was addressed
public record Goal(Resolution end, Address address, Address by, long account, Optional<Rule> rule) {
    public boolean sentOn() { return rule.isPresent(); }
}
