package org.posthouse.connector.api;

/// A message that waits for the sync it shares with its neighbours.
public interface Pending {
    /// Blocks until the message is on disk or certainly is not: 250 2.0.0 with its id, or 4xx when the disk failed. Bounded by the
    /// store's own time limit. An interrupt ends the wait with no reply owed: the session must then close without a 250.
    Reply await() throws InterruptedException;
}
