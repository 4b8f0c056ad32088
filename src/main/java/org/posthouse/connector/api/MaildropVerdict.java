package org.posthouse.connector.api;

/// Answer to opening a maildrop.
public sealed interface MaildropVerdict {
    /// @param messages in the order of arrival; numbering starts at 1 with the first
    record Opened(long drop, java.util.List<Message> messages) implements MaildropVerdict {
        public Opened { messages = java.util.List.copyOf(messages); }
    }

    /// Another POP3 session has it: `-ERR [IN-USE]` (RFC 2449 §8.1.1).
    record InUse() implements MaildropVerdict { }

    /// @param id   names the message in later calls on this drop
    /// @param uidl 1 to 70 octets of 0x21 to 0x7E, the same for ever (RFC 1939 §7)
    /// @param size octets as sent, before dot-stuffing
    record Message(long id, String uidl, long size) { }
}
