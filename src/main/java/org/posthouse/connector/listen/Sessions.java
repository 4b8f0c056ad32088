package org.posthouse.connector.listen;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthouse.connector.api.Service;

/// All open sessions: for figures, for ending an account's, and for draining.
final class Sessions {
    /// A session that was cut still gives back what it holds of the house (a maildrop's lock): that long is waited for it.
    private static final Duration LAST_STEPS = Duration.ofSeconds(2);

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Set<LiveConnection> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();

    void add(LiveConnection session) { open.add(session); }

    void remove(LiveConnection session) {
        open.remove(session);
        lock.lock();
        try {
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Stream<LiveConnection> stream() { return open.stream(); }

    Map<Service, Integer> count() {
        var count = new EnumMap<Service, Integer>(Service.class);
        open.forEach(session -> count.merge(session.service(), 1, Integer::sum));
        return count;
    }

    /// None of the account's sessions begins another command. They say farewell; one whose command in hand takes longer than [#GRACE] is cut, since what the
    /// account may no longer do must not go on. Who signs in from now on is not meant. Does not wait.
    void end(long account) {
        var theirs = open.stream().filter(session -> session.belongsTo(account)).collect(Collectors.toUnmodifiableSet());
        if (theirs.isEmpty()) return;
        theirs.forEach(LiveConnection::farewell);
        Thread.ofVirtual().name("posthouse-end-sessions").start(() -> drain(theirs::contains, GRACE));
    }

    /// Lets sessions finish their command and say farewell; whoever is still there after `patience` is cut.
    ///
    /// @return how many were cut
    int drain(Predicate<LiveConnection> which, Duration patience) {
        open.forEach(session -> {
            if (which.test(session)) session.farewell();
        });
        if (awaitNone(which, patience)) return 0;
        List<LiveConnection> late = open.stream().filter(which).toList();
        late.forEach(LiveConnection::cut);
        awaitNone(which, LAST_STEPS);
        return late.size();
    }

    private boolean awaitNone(Predicate<LiveConnection> which, Duration patience) {
        long nanos = TimeUnit.NANOSECONDS.convert(patience);
        lock.lock();
        try {
            while (open.stream().anyMatch(which)) {
                if (nanos <= 0) return false;
                nanos = left.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
