package org.posthouse.connector.api;

/// An account that gave its password on this connection.
///
/// @param account the account's id
/// @param address its primary address, for traces and logs; in a POP3 session perhaps with the folder behind a plus
public record SignedIn(long account, String address) { }
