package org.posthouse.form;

/// What a form shows when it is opened.
///
/// @param version changes whenever the values do; "" when nobody else can change them
/// @param name    of the thing it is about, as people call it ("Janie Lee", "podunk.edu"); "" for the house
public record Loaded<F extends Record>(F form, String version, String name) {
    public static <F extends Record> Loaded<F> of(F form) { return new Loaded<>(form, "", ""); }
}
