package org.posthouse.routing;

import org.posthouse.account.LocalRecipient;
import org.posthouse.mime.Address;

/// What an address leads to.
public sealed interface Resolution {
    /// A mailbox of this house.
    record Mailbox(LocalRecipient recipient) implements Resolution { }

    /// The domain is ours, the local part nobody's.
    record Unknown(Address address) implements Resolution { }

    /// Another house's domain.
    record Elsewhere(Address address) implements Resolution { }
}
