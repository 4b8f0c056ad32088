package org.posthouse.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;

/// Threads with the house's context, as its own have it.
@ApplicationScoped public class HouseThread {
    @Resource private ContextService contexts;

    public ThreadFactory factory() { return work -> Thread.ofVirtual().unstarted(contexts.createContextualProxy(work, Runnable.class)); }

    /// Runs the work on so many threads that begin at the same moment, each with its number, and throws what one of them threw.
    public void together(int count, IntConsumer work) {
        var ready = new CountDownLatch(count);
        try (var executor = Executors.newThreadPerTaskExecutor(factory())) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(executor.submit(() -> {
                    ready.countDown();
                    ready.await();
                    work.accept(number);
                    return null;
                }));
            }
            for (var one : running) one.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
