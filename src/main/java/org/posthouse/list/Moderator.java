package org.posthouse.list;

/// Knows what follows when something that was held is decided about. A CDI bean for each kind, called by [HeldItems] in the transaction in which the item goes.
public interface Moderator {
    /// How somebody decides.
    enum Word {
        APPROVE,
        /// And whoever it is from waits no more the next time.
        TRUST,
        /// With a word to whom it is from.
        REJECT,
        /// Without one.
        DISCARD,
        /// Nobody decided in time.
        EXPIRE
    }

    Held.Kind kind();

    /// @param reason for [Word#REJECT], in the words of who decides; may be empty
    void decided(ListEntry list, Held held, Word word, String reason);
}
