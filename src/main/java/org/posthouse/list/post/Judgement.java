package org.posthouse.list.post;

import org.posthouse.list.Held;

/// What the checks say of a post.
sealed interface Judgement {
    record Publish() implements Judgement { }

    /// Waits for an owner.
    record Hold(Held.Why why) implements Judgement { }

    /// Back to who sent it.
    ///
    /// @param enhanced RFC 3463
    record Refuse(String enhanced, String words) implements Judgement { }

    /// A command that went to the wrong address.
    record Command() implements Judgement { }

    /// Gone, and nobody is told.
    record Drop(String words) implements Judgement { }
}
