package org.posthouse.connector.api;

import java.io.IOException;
import org.posthouse.wire.Wire;

/// Answer to ATRN.
public sealed interface TurnVerdict {
    /// `reply` is 4xx or 5xx; the session goes on as it was.
    record Refused(Reply reply) implements TurnVerdict { }

    /// The two sides change their parts (RFC 2645 §5.2): `reply` is the last that this side gives as a server.
    record Turned(Reply reply, Errand errand) implements TurnVerdict { }

    /// This side's life as a client.
    interface Errand {
        /// Speaks first when the other side has greeted, and returns when everything is said. Owns the wire meanwhile; the caller, on whose thread no call of the house is open, closes it.
        void run(Wire wire) throws IOException, InterruptedException;

        /// The reply could not be sent: it never happened.
        void abandon();
    }
}
