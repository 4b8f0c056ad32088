package org.posthouse.list.digest;

import org.posthouse.list.archive.ArticleFacts;
import org.posthouse.message.Structure;
import org.posthouse.store.RecordId;

/// One post of a digest, looked at and not held.
///
/// @param eightBit it has octets above 127
/// @param utf8     in its header as well (RFC 6532)
record Entry(long number, RecordId article, Structure structure, ArticleFacts facts, boolean eightBit, boolean utf8) {
    /// Who wrote it, for people.
    String author() { return facts.authorName().isBlank() ? facts.author() : facts.authorName(); }
}
