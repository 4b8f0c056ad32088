package org.posthouse.form;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;

/// The parts of a form's record, and how the record is made of texts.
final class Shape<F extends Record> {
    private final List<Part> parts;
    private final Constructor<F> constructor;

    Shape(Class<F> type) {
        parts = Arrays.stream(type.getRecordComponents()).map(Part::of).toList();
        try {
            constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);                 // a record has its canonical constructor
        }
    }

    List<Part> parts() { return parts; }

    /// Every part's texts, in order.
    Map<String, List<String>> write(F form) {
        var texts = new LinkedHashMap<String, List<String>>();
        for (var part : parts) texts.put(part.name(), part.write(part.value(form)));
        return texts;
    }

    /// The record with some of its values from texts, the others as they are.
    ///
    /// @throws Rejected INVALID with every text that cannot be read
    F over(F base, Map<String, List<String>> texts) {
        var faults = new ArrayList<Fault>();
        var values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            var part = parts.get(i);
            var given = texts.get(part.name());
            values[i] = part.value(base);
            if (given == null || part.kind().isShown()) continue;
            try {
                values[i] = part.read(given);
            } catch (Rejected unreadable) {
                faults.addAll(unreadable.faults());
            }
        }
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return make(values);
    }

    /// A new record; what is not given is empty.
    F make(Map<String, List<String>> texts, UnaryOperator<Rejected> asOf) {
        try {
            return make(parts.stream().map(p -> p.kind() == Kind.NUMBER && texts.getOrDefault(p.name(), List.of("")).getFirst().isBlank() ? p.read(List.of("0")) : p.read(texts.getOrDefault(p.name(), List.of())))
                    .toArray());
        } catch (Rejected unreadable) {
            throw asOf.apply(unreadable);
        }
    }

    private F make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) throw refused;        // a Rejected of its compact constructor, or our bug
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
