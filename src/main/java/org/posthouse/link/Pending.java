package org.posthouse.link;

import java.time.Instant;

/// A link that was mailed and not used yet.
///
/// @param subject what it is about, as whoever issued it wrote
/// @param payload what it does
/// @param since   when it was issued
/// @param until   when it is good no more
public record Pending(Purpose purpose, String subject, String payload, Instant since, Instant until) { }
