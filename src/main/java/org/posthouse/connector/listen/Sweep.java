package org.posthouse.connector.listen;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;

/// Ends sessions whose peer does not read: a blocking write has no time-out of its own, so a look around every few seconds stands in for it.
/// Waiting to be read from has its time-outs in [org.posthouse.wire.Wire].
final class Sweep {
    private static final System.Logger LOG = System.getLogger(Sweep.class.getName());
    private static final Duration MOST_BETWEEN = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final Supplier<Duration> limit;
    private Thread thread;   // guarded by this

    /// @param limit how long one write may wait for its peer
    Sweep(Sessions sessions, Supplier<Duration> limit) {
        this.sessions = sessions;
        this.limit = limit;
    }

    synchronized void start() {
        if (thread != null) return;
        thread = Threads.virtual("session sweep", this::run);
        thread.start();
    }

    synchronized void stop() {
        if (thread == null) return;
        thread.interrupt();
        thread = null;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(between());
                look();
            }
        } catch (InterruptedException stopped) {
            // stop() said so
        }
    }

    private Duration between() {
        var quarter = limit.get().dividedBy(4);
        return quarter.compareTo(MOST_BETWEEN) < 0 ? quarter : MOST_BETWEEN;
    }

    private void look() {
        var longest = limit.get();
        sessions.stream().filter(session -> session.writeBlocked().compareTo(longest) > 0).forEach(session -> {
            LOG.log(Level.INFO, session.id() + " event=cut service=" + session.service().label() + " reason=peer-does-not-read");
            session.cut();
        });
    }
}
