package org.posthouse.account;

/// Fired inside the transaction that opens an account, after its row was written: the moment to give it an INBOX.
///
/// @param imported from a table, with many others
public record AccountOpened(long account, boolean imported) { }
