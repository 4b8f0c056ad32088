package org.posthouse.form;

import java.util.List;

/// What a form does. A bean a form; no HTML, no mail, no JSON in it.
///
/// @param <F> the record with [Form] on it
public interface FormHandler<F extends Record> {
    /// What is done with a form inside the transaction; runs again when the transaction collides with another.
    interface Work {
        /// @throws org.posthouse.domain.Rejected nothing is changed then
        Applied run();
    }

    /// The values as they are, or the defaults of a new thing. Called inside a transaction.
    ///
    /// @throws org.posthouse.domain.Rejected ABSENT when there is no such thing
    /// @throws Forbidden when it is not theirs
    Loaded<F> load(Subject who, Key key);

    /// Called outside of any transaction with values that keep their constraints: what takes long (a password's hash) is done here, the rest in what is returned.
    /// The version has been compared before that runs, and the values before and after it become an entry of the history.
    ///
    /// @throws org.posthouse.domain.Rejected with the fields that cannot be
    Work apply(Subject who, Key key, F form);

    /// Sentences to confirm before it is applied; none applies it at once. Called inside a transaction. Faces of machines do not ask.
    default List<Effect> effects(Subject who, Key key, F form) { return List.of(); }

    /// The form with what it shows as it would be for what is typed, where [Form#previews] says so. Called inside a transaction.
    default F shown(Subject who, Key key, F form) { return form; }

    /// What can be picked in a field of kind [Kind#PICK].
    default List<Choice> choices(Subject who, Key key, String field) { return List.of(); }

    /// Whether they are to see the form at all; domains may hide some from their people.
    default boolean offered(Subject who, Key key) { return true; }
}
