package org.posthouse.collecting;

import java.io.IOException;
import java.util.List;
import org.posthouse.wire.OctetSink;

/// A mailbox at a provider, opened. Owned by one thread.
interface Provider extends AutoCloseable {
    /// More is no mailbox that anybody reads.
    int MOST_LISTED = 200_000;

    /// @param uid    the provider's name of the message, the same for ever, unlike any other's in this mailbox
    /// @param handle as commands of this session name it
    /// @param octets as announced; believed by nobody
    record Item(String uid, String handle, long octets) { }

    /// What is in it, oldest first.
    List<Item> list() throws IOException;

    /// One message as the provider has it; what the sink throws ends the session.
    void fetch(Item item, OctetSink into) throws IOException;

    /// The last command of a session: they are gone for good when it returns.
    void remove(List<Item> items) throws IOException;

    /// From any thread: ends the session under whatever its owner does.
    void cut();

    /// Hangs up; nothing is removed by that.
    @Override void close();
}
