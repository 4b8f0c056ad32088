package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.posthouse.store.MessageStore;

/// The house's one message store between start and stop.
@ApplicationScoped public class OpenStore {
    private volatile MessageStore store;

    public void set(MessageStore opened) { store = opened; }

    /// @throws IllegalStateException before the start and after the stop
    public MessageStore get() {
        var open = store;
        if (open == null) throw new IllegalStateException("the store is not open");
        return open;
    }

    public boolean isOpen() { return store != null; }
}
