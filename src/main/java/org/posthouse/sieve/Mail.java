package org.posthouse.sieve;

import java.time.ZonedDateTime;
import java.util.List;

/// The message that a script looks at.
public interface Mail {
    /// Values of a field in their order, unfolded, encoded words decoded (RFC 5228 §2.7.2); empty when it has none of that name.
    List<String> header(String name);

    /// Octets.
    long size();

    /// The envelope's sender without brackets; empty for the null sender.
    String sender();

    /// The envelope's recipient that led here.
    String recipient();

    /// Texts to look for words in (RFC 5173).
    ///
    /// @param types empty for the raw body; else the parts of these media types (`text`, `text/html`), decoded
    List<String> body(List<String> types);

    /// When this run began, in the zone of its owner.
    ZonedDateTime now();

    /// The owner has a folder of that name.
    boolean hasFolder(String name);

    /// This was seen before, and its time is not over (RFC 7352). Only asks: what is to be remembered is an [Action.Remember].
    boolean seen(String handle, String id);
}
