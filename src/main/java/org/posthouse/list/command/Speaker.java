package org.posthouse.list.command;

import org.posthouse.list.Subscriptions.Proof;
import org.posthouse.mime.Address;

/// Who wrote commands.
///
/// @param address  as it stands in From; answers go there and nowhere else
/// @param proof    READER for whoever only says so
/// @param language of answers, a tag; empty when nobody knows
record Speaker(Address address, Proof proof, String language) {
    /// It was surely the address itself.
    boolean sure() { return proof == Proof.SURE || proof == Proof.CONFIRMED; }
}
