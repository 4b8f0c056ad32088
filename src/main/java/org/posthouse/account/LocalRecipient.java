package org.posthouse.account;

import org.posthouse.mime.Address;

/// Where a local address leads.
///
/// @param account whose mailbox gets the mail
/// @param primary the account's primary address; Postmaster's has the first domain, or none while there is none
/// @param key     the key of the address that was found, without sub-address
/// @param detail  the sub-address behind `+`, in the sender's spelling; empty without
/// @param locked  nobody signs in; mail is taken nevertheless
/// @param limits  the account's or its domain's; 0 = none
public record LocalRecipient(long account, Address primary, String key, String detail, boolean locked, MailboxLimits limits) {
    LocalRecipient detailed(String with) { return new LocalRecipient(account, primary, key, with, locked, limits); }
}
