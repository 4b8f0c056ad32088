package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/// Questions to other servers, each on a thread of its own, so that who asked can wait as long as it wants to.
@ApplicationScoped class Errands {
    /// More than these wait for their turn; whoever waits for them has a time limit.
    private static final int AT_ONCE = 100;

    private final Semaphore room = new Semaphore(AT_ONCE, true);
    private volatile ThreadFactory threads = Thread.ofVirtual().name("posthouse-errand").factory();

    /// @param factory whose threads carry the house's context
    void use(ThreadFactory factory) { threads = factory; }

    <T> CompletableFuture<T> run(Callable<T> question) {
        var answer = new CompletableFuture<T>();
        threads.newThread(() -> {
            try {
                room.acquire();
                try {
                    answer.complete(question.call());
                } finally {
                    room.release();
                }
            } catch (Exception failed) {
                answer.completeExceptionally(failed);
            }
        }).start();
        return answer;
    }
}
