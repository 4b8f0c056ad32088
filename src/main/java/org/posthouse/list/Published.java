package org.posthouse.list;

import org.posthouse.store.RecordId;

/// Fired inside the transaction that publishes a post.
///
/// @param article the stored message as members get it, behind the fields of each copy
/// @param octets  of it
public record Published(ListEntry list, long number, RecordId article, long octets) { }
