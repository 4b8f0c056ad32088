package org.posthouse.list.archive;

import java.time.Instant;

/// Somebody who has posted.
///
/// @param address in one spelling
public record Author(long id, String name, String address, int articles, Instant lastPosted) { }
