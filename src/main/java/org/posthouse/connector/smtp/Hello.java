package org.posthouse.connector.smtp;

/// How the client introduced itself.
///
/// @param name     the argument, unverified (RFC 5321 §4.1.4: a wrong name is no reason to refuse mail)
/// @param extended by EHLO or LHLO
record Hello(String name, boolean extended) { }
