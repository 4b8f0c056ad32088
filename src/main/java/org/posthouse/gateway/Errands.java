package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/// Questions to other servers, each on a thread of its own, so that who asked can wait as long as it wants to.
@ApplicationScoped class Errands {
    /// More than these wait for their turn; whoever waits for them has a time limit.
    private static final int AT_ONCE = 100;

    private final Semaphore room = new Semaphore(AT_ONCE, true);
    private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private volatile Optional<Thread> starter = Optional.empty();

    /// From now on threads carry the house's context. They are all made by one that has it: who asks may be a session's thread, which has none.
    ///
    /// @param factory whose threads have the context of the call that makes them
    synchronized void start(ThreadFactory factory) {
        var thread = factory.newThread(() -> {
            try {
                while (true) factory.newThread(waiting.take()).start();
            } catch (InterruptedException closed) {
                // the house is closing
            }
        });
        starter = Optional.of(thread);
        thread.start();
    }

    synchronized void stop() {
        starter.ifPresent(Thread::interrupt);
        starter = Optional.empty();
    }

    <T> CompletableFuture<T> run(Callable<T> question) {
        var answer = new CompletableFuture<T>();
        begin(() -> {
            room.acquireUninterruptibly();
            try {
                tell(question, answer);
            } finally {
                room.release();
            }
        });
        return answer;
    }

    /// A part of a question that has its room already; one that waited for room of its own could wait for ever behind the questions that wait for it.
    <T> CompletableFuture<T> part(Callable<T> question) {
        var answer = new CompletableFuture<T>();
        begin(() -> tell(question, answer));
        return answer;
    }

    private static <T> void tell(Callable<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.call());
        } catch (Exception failed) {
            answer.completeExceptionally(failed);
        }
    }

    private void begin(Runnable errand) {
        if (starter.isPresent()) waiting.add(errand);
        else Thread.ofVirtual().name("posthouse-errand").start(errand);      // no house around it
    }
}
