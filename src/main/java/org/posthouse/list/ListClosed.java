package org.posthouse.list;

/// Fired inside the transaction that removes a list: whoever keeps something of it takes it away, or marks it to be taken away later when it is much.
///
/// @param list its id, which is never used again
public record ListClosed(long list) { }
