package org.posthouse.connector.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;

/// What may follow what (RFC 5321 §4.1.4). Each phase carries what is known in it, so that recipients without a sender cannot be written down.
sealed interface Phase {
    /// Connected, or TLS has just begun: the client has not said who it is.
    record Greeted() implements Phase { }

    /// Between transactions.
    record Ready(Hello by) implements Phase { }

    /// MAIL was refused. The RCPT and DATA that a pipelining client has sent behind it (RFC 2920 §3.1) are no mistakes.
    record NoSender(Hello by) implements Phase { }

    /// A transaction before its data.
    record Mail(Hello by, Sender sender, List<Recipient> recipients) implements Phase {
        Mail(Hello by, Sender sender) { this(by, sender, new ArrayList<>()); }
    }

    /// Between two BDAT commands of one message (RFC 3030 §2).
    record Chunks(Hello by, Reception reception) implements Phase { }

    /// A BDAT failed: only RSET, or a new EHLO, goes on from here (RFC 3030 §2).
    record NoMessage(Hello by) implements Phase { }

    /// Who the client says it is, once it did.
    default Optional<Hello> hello() {
        return switch (this) {
            case Greeted() -> Optional.empty();
            case Ready(var by) -> Optional.of(by);
            case NoSender(var by) -> Optional.of(by);
            case Mail(var by, _, _) -> Optional.of(by);
            case Chunks(var by, _) -> Optional.of(by);
            case NoMessage(var by) -> Optional.of(by);
        };
    }
}
