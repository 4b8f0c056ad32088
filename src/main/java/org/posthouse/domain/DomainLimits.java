package org.posthouse.domain;

/// What a domain allows. In each, 0 = none.
///
/// @param accounts     how many may be opened in the domain
/// @param mailboxBytes octets in all folders of an account that sets no limit of its own
/// @param messages     messages in all folders of such an account
/// @param messageBytes octets of one message to such an account
public record DomainLimits(long accounts, long mailboxBytes, long messages, long messageBytes) {
    public static final DomainLimits NONE = new DomainLimits(0, 0, 0, 0);

    public DomainLimits {
        notNegative("maxAccounts", accounts);
        notNegative("maxMailboxBytes", mailboxBytes);
        notNegative("maxMessages", messages);
        notNegative("maxMessageBytes", messageBytes);
    }

    private static void notNegative(String field, long value) {
        if (value < 0) throw Rejected.invalid(field, "must be 0 (none) or more");
    }
}
