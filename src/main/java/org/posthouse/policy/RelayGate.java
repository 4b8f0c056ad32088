package org.posthouse.policy;

import java.time.Duration;
import java.util.concurrent.Future;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Address;

/// Opens the house for mail to domains that are not its own: for those it is a backup or a gateway of. Contributed as CDI beans by modules above; asked for recipients elsewhere whom the client
/// may not reach otherwise, and the first that does not [pass][Answer.Pass] decides.
public interface RelayGate {
    /// In the call into the house, so nothing that waits: that goes into [Answer.Asking].
    Answer ask(Client client, Sender sender, Address recipient);

    /// The recipient's domain is one of this gate's; whoever exists there.
    boolean guards(Address recipient);

    sealed interface Answer {
        /// Not a domain of this gate.
        record Pass() implements Answer { }

        /// Mail for it is taken.
        ///
        /// @param why for people: the rule that opened
        record Open(String why) implements Answer { }

        /// Its domain, but not this recipient; `reply` is 4xx or 5xx.
        record Shut(Reply reply) implements Answer { }

        /// Another server is being asked. No answer within `patience` is a 451.
        ///
        /// @param later completed with [Open], [Shut] or [Pass]; cancelled when patience ends
        record Asking(Future<Answer> later, Duration patience) implements Answer { }
    }
}
