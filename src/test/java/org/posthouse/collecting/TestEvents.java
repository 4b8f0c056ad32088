package org.posthouse.collecting;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/// Events that go to one listener at once.
final class TestEvents {
    private TestEvents() { }

    @SuppressWarnings("unchecked") static <T> Event<T> of(Consumer<T> listener) {
        return (Event<T>) Proxy.newProxyInstance(TestEvents.class.getClassLoader(), new Class<?>[] {Event.class}, (_, _, arguments) -> {
            listener.accept((T) arguments[0]);
            return null;
        });
    }
}
