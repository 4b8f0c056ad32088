package org.posthouse.filter;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/// A line of the simple editor: when these words stand there, do that. An empty `words` matches every message.
///
/// @param target a folder or an address, as `act` wants it
@Embeddable public record FilterLine(
        @Enumerated(EnumType.STRING) @Column(name = "part", nullable = false, length = 16) Part part,
        @Column(name = "words", nullable = false, length = 255) String words,
        @Enumerated(EnumType.STRING) @Column(name = "act", nullable = false, length = 16) Act act,
        @Column(name = "target", nullable = false, length = 320) String target) {

    /// Where the words are looked for.
    public enum Part { FROM, TO, SUBJECT, LIST, TEXT }

    /// What is done; later lines are looked at only after COPY_TO.
    public enum Act { FOLDER, FORWARD, COPY_TO, DISCARD, KEEP }
}
