package org.posthouse.account;

/// Fired inside the transaction that opens an account, after its row was written: the moment to give it an INBOX.
public record AccountOpened(long account) { }
