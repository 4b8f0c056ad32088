package org.posthouse.smtpclient;

import java.util.List;
import java.util.Set;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.connector.api.Sender;

/// One transaction.
///
/// @param from       envelope sender without brackets; empty for the null sender
/// @param options    what the sender asked for besides; its path is not looked at
/// @param recipients at least one
public record Mail(String from, Sender options, List<To> recipients, Content content) {
    /// @param address  `local@domain`
    /// @param notifies empty when nothing was said
    /// @param orcpt    `type;address`; empty for none
    public record To(String address, Set<Notify> notifies, String orcpt) { }

    public Mail { recipients = List.copyOf(recipients); }
}
