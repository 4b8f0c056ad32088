package org.posthouse.account;

import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.Rejected;

/// What an account may keep. In each, 0 = the domain's limit, and where that is 0 too, none.
///
/// @param mailboxBytes octets in all folders
/// @param messages     messages in all folders
/// @param messageBytes octets of one message
public record MailboxLimits(long mailboxBytes, long messages, long messageBytes) {
    public static final MailboxLimits INHERITED = new MailboxLimits(0, 0, 0);

    public MailboxLimits {
        notNegative("maxMailboxBytes", mailboxBytes);
        notNegative("maxMessages", messages);
        notNegative("maxMessageBytes", messageBytes);
    }

    /// With the domain's values where this has none; what is 0 now is unlimited.
    public MailboxLimits within(DomainLimits domain) {
        return new MailboxLimits(mailboxBytes == 0 ? domain.mailboxBytes() : mailboxBytes, messages == 0 ? domain.messages() : messages,
                messageBytes == 0 ? domain.messageBytes() : messageBytes);
    }

    private static void notNegative(String field, long value) {
        if (value < 0) throw Rejected.invalid(field, "must be 0 (the domain's limit) or more");
    }
}
