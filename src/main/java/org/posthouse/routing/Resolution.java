package org.posthouse.routing;

import java.util.List;
import org.posthouse.account.LocalRecipient;
import org.posthouse.machine.Handover;
import org.posthouse.mime.Address;

/// What an address leads to.
public sealed interface Resolution {
    /// A mailbox of this house.
    record Mailbox(LocalRecipient recipient) implements Resolution { }

    /// Other addresses instead, here or elsewhere, which are looked up in their turn: an alias, a redirect, a catch-all.
    record Onward(List<Address> addresses) implements Resolution {
        public Onward { addresses = List.copyOf(addresses); }
    }

    /// A program that takes the message, or a file or maildrop to which it is written.
    record Outlet(Handover to) implements Resolution { }

    /// Another house's address.
    record Remote(Address address) implements Resolution { }

    /// The domain is ours, the local part nobody's.
    record Unknown(Address address) implements Resolution { }

    /// It leads nowhere although something has the name.
    ///
    /// @param status RFC 3463, `5.4.6`
    /// @param why    one sentence, for the sender
    record Stranded(Address address, String status, String why) implements Resolution { }
}
