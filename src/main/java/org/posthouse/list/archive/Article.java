package org.posthouse.list.archive;

import java.time.Instant;

/// A post in an archive.
///
/// @param author  address as it stood in the post; empty when there was none
/// @param subject without the list's tag
/// @param parent  number of the post it answers, 0 for none that is here
/// @param thread  number of the first post of its thread
public record Article(long list, long number, long folder, long uid, Instant posted, long authorId, String authorName, String author, String subject, long parent, long thread, long octets, int attachments) { }
