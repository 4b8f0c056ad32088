package org.posthouse.container;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthouse.mime.Address;
import org.posthouse.routing.Found;
import org.posthouse.routing.Resolver;

/// A resolver that takes its time: whoever asks for `waiting@example.test` stands here, inside the endpoint call, until the door opens.
@ApplicationScoped @Priority(1) public class Doorstep implements Resolver {
    private final AtomicInteger standing = new AtomicInteger();
    private volatile CountDownLatch door = new CountDownLatch(1);

    @Override public Optional<Found> find(Address address) {
        if (!address.local().equals("waiting")) return Optional.empty();
        standing.incrementAndGet();
        try {
            door.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            standing.decrementAndGet();
        }
        return Optional.empty();
    }

    int standing() { return standing.get(); }

    void open() {
        door.countDown();
        door = new CountDownLatch(1);
    }
}
