package org.posthouse.list.archive;

import java.time.Instant;

/// A thread of an archive.
///
/// @param root  number of its first post
/// @param last  number of its newest post
public record Discussion(long root, String subject, int articles, long last, Instant lastPosted) { }
