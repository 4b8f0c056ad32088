package org.posthouse.connector.api;

import java.util.Set;

/// Endpoint: one account's mailbox as POP3 sees it (RFC 1939). The lock binds POP3 sessions only.
public interface Maildrop {
    /// PASS or APOP succeeded: takes the lock and a snapshot.
    MaildropVerdict open(Client client, SignedIn who);

    /// One message of an opened maildrop, for RETR and TOP. Empty when it was deleted meanwhile by another protocol, or its record is damaged (reported by the house).
    java.util.Optional<Content> content(long drop, long message);

    /// QUIT in transaction state: deletes these messages in one transaction, ignores ones already gone, gives up the lock.
    ///
    /// @return false when the deletions could not be made; then none was (RFC 1939 §6: `-ERR some deleted messages not removed`)
    boolean update(long drop, Set<Long> deleted);

    /// The session ended without QUIT: nothing is deleted, the lock is given up.
    void release(long drop);
}
