package org.posthouse.store;

/// While it is held, nothing of the pinned segment is dropped: taken by a transaction before it adds a reference to a stored record and closed after its
/// commit or rollback, and by a backup while it copies. Closing twice does nothing.
public interface Pin extends AutoCloseable {
    @Override void close();
}
