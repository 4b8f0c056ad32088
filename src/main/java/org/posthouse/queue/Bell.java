package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Where those who commit rows tell the one who looks for work.
@ApplicationScoped class Bell {
    /// Destinations that may wait to be heard of; the others are found by looking.
    private static final int HEARD = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final Set<Work> heard = new LinkedHashSet<>();
    private final Set<String> forgiven = new HashSet<>();
    private boolean look;
    private boolean givenUp;
    private boolean ringing;

    /// Something for a destination that is due.
    ///
    /// @param group whose mail it is, so that nobody's mail keeps others' waiting
    /// @param tried it was tried before, and nobody answered
    record Work(String destination, String transport, String group, boolean tried) {
        /// Taken before anybody tried it.
        static Work fresh(Delivery delivery) { return new Work(delivery.destination(), delivery.transport(), group(delivery.account(), delivery.sender()), false); }

        static Work of(Delivery delivery) {
            return new Work(delivery.destination(), delivery.transport(), group(delivery.account(), delivery.sender()), delivery.attempts() > 0 && delivery.last().code() == 0);
        }

        static String group(long account, String sender) { return account != 0 ? Long.toString(account) : sender.substring(sender.lastIndexOf('@') + 1); }
    }

    /// What was told since the last time.
    ///
    /// @param forgiven destinations that somebody wants tried although they did not answer
    /// @param look     there may be more in the table
    /// @param givenUp  there are deliveries to be ended
    record Told(List<Work> work, Set<String> forgiven, boolean look, boolean givenUp) { }

    /// These rows are committed and due.
    void due(Collection<Delivery> deliveries) {
        ring(() -> {
            for (var delivery : deliveries) {
                if (heard.size() < HEARD) heard.add(Work.of(delivery));
                else look = true;
            }
        });
    }

    /// There is more of this.
    void due(Work work) { ring(() -> heard.add(work)); }

    void forgive(Collection<String> destinations) { ring(() -> forgiven.addAll(destinations)); }

    void look() { ring(() -> look = true); }

    /// A person has given deliveries up.
    void givenUp() { ring(() -> givenUp = true); }

    /// Something else has changed, such as a run that has ended.
    void ring() { ring(() -> { }); }

    private void ring(Runnable telling) {
        lock.lock();
        try {
            telling.run();
            ringing = true;
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it rings, or for so long.
    Told await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            for (long left = nanos; !ringing && left > 0; ) left = rung.awaitNanos(left);
            var told = new Told(new ArrayList<>(heard), Set.copyOf(forgiven), look, givenUp);
            heard.clear();
            forgiven.clear();
            look = givenUp = ringing = false;
            return told;
        } finally {
            lock.unlock();
        }
    }

}
