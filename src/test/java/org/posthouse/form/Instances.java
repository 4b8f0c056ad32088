package org.posthouse.form;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.List;

/// Beans as the container would find them, of which only the walk through them is asked for.
public final class Instances {
    private Instances() { }

    @SafeVarargs @SuppressWarnings("unchecked") public static <T> Instance<T> of(T... beans) {
        return (Instance<T>) Proxy.newProxyInstance(Instances.class.getClassLoader(), new Class<?>[] {Instance.class}, (_, method, _) -> switch (method.getName()) {
            case "iterator" -> List.of(beans).iterator();
            case "stream" -> List.of(beans).stream();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }
}
