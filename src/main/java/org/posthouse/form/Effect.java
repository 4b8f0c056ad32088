package org.posthouse.form;

import java.util.List;

/// One sentence about what a form will do to others, shown before it is applied.
///
/// @param text      key in the form's bundle
/// @param arguments put into it
public record Effect(String text, List<Object> arguments) {
    public static Effect of(String text, Object... arguments) { return new Effect(text, List.of(arguments)); }
}
