package org.posthouse.dns;

import java.util.List;
import java.util.function.Function;

/// What came of a question.
public sealed interface Answer<T> {
    /// At least one, in the order of the answer.
    record Found<T>(List<T> values) implements Answer<T> {
        public Found { values = List.copyOf(values); }
    }

    /// It is certain that there is none.
    ///
    /// @param nameExists the name has records of other kinds (NODATA); false for NXDOMAIN
    record None<T>(boolean nameExists) implements Answer<T> { }

    /// Nobody knows at the moment.
    ///
    /// @param text in words, for who waits for it
    record Trouble<T>(String text) implements Answer<T> { }

    default <U> Answer<U> map(Function<T, U> each) {
        return switch (this) {
            case Found<T>(var values) -> new Found<>(values.stream().map(each).toList());
            case None<T>(var nameExists) -> new None<>(nameExists);
            case Trouble<T>(var text) -> new Trouble<>(text);
        };
    }

    /// What was found; nothing in the two other cases.
    default List<T> values() { return this instanceof Found<T>(var found) ? found : List.of(); }
}
