package org.posthouse.routing;

import org.posthouse.mime.Address;

/// One end of the ways that an address has.
///
/// @param end     never [Resolution.Onward]; [Resolution.Unknown] only for the address that was asked for
/// @param address the last on the way
/// @param by      the address of this house that sent it on last; the one that was asked for when nothing did
/// @param account whose plan sent it on, 0 when none did
/// @param sentOn  `by` is not `address`
public record Goal(Resolution end, Address address, Address by, long account, boolean sentOn) { }
