package org.posthouse.form;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.List;

/// Beans as the container would find them, of which only the walk through them is asked for.
final class Instances {
    private Instances() { }

    @SuppressWarnings("unchecked") static Instance<FormHandler<?>> of(FormHandler<?>... handlers) {
        return (Instance<FormHandler<?>>) Proxy.newProxyInstance(Instances.class.getClassLoader(), new Class<?>[] {Instance.class}, (_, method, _) -> switch (method.getName()) {
            case "iterator" -> List.of(handlers).iterator();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }
}
