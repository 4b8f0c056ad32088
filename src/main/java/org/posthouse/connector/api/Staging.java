package org.posthouse.connector.api;

/// Where bodies wait while they arrive: small ones in the heap, larger ones each in a file of its own. Given by the house, used without a container call.
public interface Staging {
    /// Room for one more body?
    ///
    /// @param declared SIZE= in octets, 0 when unknown
    Admission admit(long declared);

    /// Starts a body.
    BodySink open();

    /// Answer to [#admit].
    sealed interface Admission {
        record Go() implements Admission { }

        /// 452 4.3.1 (the disk is nearly full) or 451 4.3.2 (the house is behind with what it accepted already).
        record Wait(Reply reply) implements Admission { }
    }
}
