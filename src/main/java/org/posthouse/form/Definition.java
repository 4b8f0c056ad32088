package org.posthouse.form;

import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.stream.Stream;

/// A form as faces see it.
public final class Definition<F extends Record> {
    private final Class<F> type;
    private final Form form;
    private final FormHandler<F> handler;
    private final Shape<F> shape;

    private Definition(Class<F> type, FormHandler<F> handler) {
        this.type = type;
        this.form = type.getAnnotation(Form.class);
        this.handler = handler;
        this.shape = new Shape<>(type);
        if (form == null) throw new IllegalStateException(type + " is handled as a form and has no @Form");
    }

    /// @param handler a bean or the container's proxy of one
    @SuppressWarnings("unchecked") static Definition<?> of(FormHandler<?> handler) {
        for (Class<?> c = handler.getClass(); c != null; c = c.getSuperclass())
            for (var generic : c.getGenericInterfaces())
                if (generic instanceof ParameterizedType p && p.getRawType() == FormHandler.class && p.getActualTypeArguments()[0] instanceof Class<?> record)
                    return new Definition<>((Class<Record>) record, (FormHandler<Record>) handler);
        throw new IllegalStateException(handler.getClass() + " does not say which form it handles");
    }

    public String id() { return form.id(); }

    public Scope scope() { return form.scope(); }

    public boolean creates() { return form.creates(); }

    public boolean dangerous() { return form.dangerous(); }

    public boolean undoable() { return form.undoable() && !form.creates() && !form.dangerous(); }

    public boolean previews() { return form.previews(); }

    /// Themselves only about their own account, which the handler holds them to.
    public boolean isFor(Subject subject) { return Stream.of(form.who()).anyMatch(subject::is); }

    public List<Audience> who() { return List.of(form.who()); }

    public List<Part> parts() { return shape.parts(); }

    Class<F> type() { return type; }

    FormHandler<F> handler() { return handler; }

    Shape<F> shape() { return shape; }
}
