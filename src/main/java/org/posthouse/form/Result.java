package org.posthouse.form;

import java.util.List;

/// What became of a form that was sent.
public sealed interface Result {
    /// @param change its number in the history; 0 when it changed nothing
    record Done(Applied applied, long change) implements Result { }

    /// Nothing is changed yet: this is what it would do.
    record Confirm(List<Effect> effects) implements Result { }
}
