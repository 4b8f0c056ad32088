package org.posthouse.form;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.lang.reflect.RecordComponent;

/// What the Bean Validation constraints of a component mean to somebody who types; record components hand their annotations to the field of the same name.
final class Constraint {
    private Constraint() { }

    static int longest(RecordComponent component) {
        var size = field(component).getAnnotation(Size.class);
        return size == null || component.getType() != String.class || size.max() == Integer.MAX_VALUE ? 0 : size.max();
    }

    /// Items of a list; 0 when nothing is said.
    static int most(RecordComponent component) {
        var size = field(component).getAnnotation(Size.class);
        return size == null || component.getType() != java.util.List.class || size.max() == Integer.MAX_VALUE ? 0 : size.max();
    }

    static boolean needed(RecordComponent component) {
        var field = field(component);
        return field.isAnnotationPresent(NotBlank.class) || field.isAnnotationPresent(NotEmpty.class);
    }

    private static java.lang.reflect.Field field(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);                 // each component has one
        }
    }
}
