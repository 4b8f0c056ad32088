package org.posthouse.account;

/// Fired inside the transaction that makes an account's open sessions wrong. To end sessions observe it after success; to remove what hangs on a deleted
/// account observe it in progress, in the same transaction, and do little: mark, and sweep later.
///
/// @param account its id, which is never used again
public record AccountClosed(long account, Why why) {
    /// An account in the trash is locked, and no more than that until it is deleted for good.
    public enum Why {
        LOCKED, DELETED, PASSWORD, RESTRICTED,
        /// An app password was taken back, or a second factor makes the password alone worth less.
        CREDENTIAL,
        /// A postmaster no more.
        DEMOTED
    }
}
