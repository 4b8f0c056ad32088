package org.posthouse.journey;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/// Takes down what happens. What is noted faster than it can be written is dropped and counted, oldest last: mail never waits for its story.
@ApplicationScoped public class Journal {
    private static final int BUFFERED = 100_000;

    private final ArrayBlockingQueue<Event> buffer = new ArrayBlockingQueue<>(BUFFERED);

    /// Returns at once.
    public void note(Event event) { buffer.offer(event); }

    /// What waits to be written, taken away.
    List<Event> take() {
        var some = new ArrayList<Event>();
        buffer.drainTo(some);
        return some;
    }
}
