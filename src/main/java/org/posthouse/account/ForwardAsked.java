package org.posthouse.account;

/// Fired inside the transaction that stores a forward to an address of another house: whoever reads mail there is to be asked, and until they agree nothing is sent there.
public record ForwardAsked(long account, String address) { }
